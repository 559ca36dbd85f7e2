import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { usePointsName } from '@/shared/theme/programme'
import { Button } from '@/shared/ui/button'
import { Quantity } from '@/shared/ui/quantity'
import { Sheet } from '@/shared/ui/sheet'
import { Tabs } from '@/shared/ui/tabs'
import { AddressFields } from './address-fields'
import { costText, mostNow, timesCost } from './reward.shared'
import type { Reward } from './reward-details'
import { StoreChoice } from './store-choice'
import { ANY_STORE } from './store-choice.shared'
import { useRedeem } from './use-redeem'
import './redeem-sheet.css'

const WAYS = [
  { name: 'pick_up', text: '到店领' },
  { name: 'send', text: '寄给我' },
] as const

interface Props {
  readonly reward: Reward
  readonly slot: string
  readonly onClose: () => void
}

/** The last look before points are spent: what, for how much, and where it goes. */
export function RedeemSheet({ reward, slot, onClose }: Props) {
  const name = usePointsName()
  const [way, setWay] = useState<(typeof WAYS)[number]['name']>(reward.address === 'needed' ? 'send' : 'pick_up')
  const [quantity, setQuantity] = useState(1)
  const [store, setStore] = useState<string>(ANY_STORE)
  const most = mostNow(reward, slot)
  const cost = costText(timesCost(reward, quantity), name)
  const { address, setAddress, trouble, isPending, redeem } = useRedeem(reward, { slot, quantity, store }, onClose)
  const isSent = reward.address !== 'none' && way === 'send'
  return (
    <Sheet title="确认兑换" onClose={onClose}>
      <View className="redeem-what">
        <Text className="redeem-title">{reward.title}</Text>
        <Text className="redeem-cost number">{cost}</Text>
        {reward.priceFen !== null && <Text className="redeem-note">差额在店里付，不在这里收款</Text>}
      </View>
      {most > 1 && <Quantity value={quantity} most={most} onChange={setQuantity} />}
      {reward.address === 'possible' && <Tabs tabs={WAYS} selected={way} onSelect={setWay} />}
      {!isSent && reward.stores.length > 0 && <StoreChoice stores={reward.stores} chosen={store} onChoose={setStore} />}
      {isSent && <AddressFields address={address} onChange={setAddress} />}
      {trouble && <Text className="redeem-trouble">{trouble}</Text>}
      <Button isPending={isPending} onTap={() => redeem(isSent)}>
        {isPending ? '正在兑换' : `用 ${cost} 兑换`}
      </Button>
    </Sheet>
  )
}
