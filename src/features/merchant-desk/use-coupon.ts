import { useState } from 'react'
import { type Data, merchant } from '@/shared/api'
import { say } from '@/shared/ui/say'
import { couponWords } from './messages'

/** A coupon that this order is to use: what it would take off of just this amount. */
interface Laid extends Pick<Data<'coupons.preview'>, 'title' | 'discountFen' | 'payableFen' | 'memberName'> {
  readonly code: string
  readonly amountFen: number
}

/** One coupon beside the order: looked at first, used with the confirmation. Another amount takes it off the table. */
export function useCoupon(storeId: string, amountFen: number) {
  const [laid, setLaid] = useState<Laid | null>(null)
  const coupon = laid?.amountFen === amountFen ? laid : null

  async function lay(code: string): Promise<void> {
    const reply = await merchant.query('coupons.preview', { storeId, code, amountFen })
    if (!reply.ok) return say(couponWords[reply.code])
    const { title, discountFen, payableFen, memberName } = reply.data
    setLaid({ code, amountFen, title, discountFen, payableFen, memberName })
  }

  /** Uses it for an order and answers what is left to pay; null when it was refused, and why not was said. */
  async function use(orderNo: string): Promise<number | null> {
    if (!coupon) return amountFen
    const reply = await merchant.perform('coupons.verify', { storeId, code: coupon.code, orderNo, amountFen })
    if (reply.ok) return reply.data.payableFen
    say(couponWords[reply.code])
    return null
  }

  return { coupon, lay, use, putBack: () => setLaid(null) }
}

export type Coupon = ReturnType<typeof useCoupon>
