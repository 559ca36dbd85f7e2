import Taro from '@tarojs/taro'
import { useState } from 'react'
import { useCommand } from '@/shared/api'
import { say } from '@/shared/ui/say'
import { addressTrouble, NO_ADDRESS, trimmed } from './address.shared'
import { redeemWords } from './messages'
import type { Reward } from './reward-details'
import { ANY_STORE } from './store-choice.shared'

/** The last step of redeeming: what is missing is said before anything is sent. */
export function useRedeem(
  { rewardId, pricePoints }: Reward,
  { slot, quantity, store }: { readonly slot: string; readonly quantity: number; readonly store: string },
  onClose: () => void,
) {
  const { isPending, perform } = useCommand('rewards.redeem')
  const [address, setAddress] = useState(NO_ADDRESS)
  const [trouble, setTrouble] = useState('')

  async function redeem(isSent: boolean): Promise<void> {
    const missing = isSent ? addressTrouble(address) : ''
    setTrouble(missing)
    if (missing) return
    const reply = await perform({
      rewardId,
      pricePoints,
      ...(quantity > 1 && { quantity }),
      ...(slot && { slot }),
      ...(isSent ? { address: trimmed(address) } : store !== ANY_STORE && { storeId: store }),
    })
    if (!reply.ok) return setTrouble(redeemWords[reply.code])
    say('兑换好了')
    onClose()
    void Taro.navigateTo({ url: `/features/rewards/pages/redemption?orderId=${reply.data.orderId}` })
  }

  return { address, setAddress, trouble, isPending, redeem }
}
