import { merchant } from '@/shared/api'
import { say } from '@/shared/ui/say'
import { unverifyWords } from './messages'

/** Undoes the use of a coupon. Answers whether that is done; why not was said. */
export function useUnverify(storeId: string) {
  const { isPending, perform } = merchant.useCommand('coupons.unverify')
  async function unverify(couponId: string, reason: string): Promise<boolean> {
    const reply = await perform({ storeId, couponId, reason })
    say(reply.ok ? '已撤销，券还给顾客了' : unverifyWords[reply.code])
    return reply.ok
  }
  return { unverify, isUndoing: isPending }
}
