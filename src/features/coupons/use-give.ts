import { useState } from 'react'
import { type Data, useCommand } from '@/shared/api'
import { useShareCard } from '@/shared/share/use-share-card'
import { say } from '@/shared/ui/say'
import { giveWords } from './messages'

/** A coupon on its way to a friend: once it is, the page's share message is its card. */
export function useGive(couponId: string, brandName: string) {
  const { isPending, perform } = useCommand('coupons.give')
  const [gift, setGift] = useState<Data<'coupons.give'> | null>(null)
  useShareCard(() => (gift ? { title: gift.title, path: gift.path } : { title: brandName, path: '/tabs/home/index' }))

  async function give(): Promise<void> {
    const reply = await perform({ couponId })
    if (reply.ok) setGift(reply.data)
    else say(giveWords[reply.code])
  }

  return { gift, isPending, give }
}
