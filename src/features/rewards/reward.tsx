import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useQuery } from '@/shared/api'
import { dateOf, momentText } from '@/shared/format/dates'
import { pointsText } from '@/shared/format/points'
import { usePointsName } from '@/shared/theme/programme'
import { Button } from '@/shared/ui/button'
import { Card } from '@/shared/ui/card'
import { Skeleton } from '@/shared/ui/skeleton'
import { Unavailable } from '@/shared/ui/unavailable'
import { viewWords } from './messages'
import { RedeemSheet } from './redeem-sheet'
import { canRedeem, costText, redeemText } from './reward.shared'
import { type Reward, Slots, Terms } from './reward-details'
import { RewardPicture } from './reward-picture'
import { SaleButton } from './sale-button'
import './reward.css'

/** What is limited about it, where something is; that nothing is left, the button says. */
function limits({ state, stockLeft, limitLeft, onSaleFromMs, onSaleUntilMs }: Reward, today: string): string {
  return [
    state === 'not_yet' && `${momentText(onSaleFromMs, today)} 开始兑换`,
    !!stockLeft && `还剩 ${pointsText(stockLeft)} 份`,
    !!limitLeft && `您还可以兑 ${pointsText(limitLeft)} 份`,
    onSaleUntilMs !== null && `${momentText(onSaleUntilMs, today)} 截止`,
  ]
    .filter(Boolean)
    .join(' · ')
}

/** One reward: what it is, what it costs, what to know before, and one button that says what happens. */
export function RewardView({ rewardId }: { rewardId: string }) {
  const name = usePointsName()
  const { data: reward, code, reload } = useQuery('rewards.view', { rewardId })
  const [slot, setSlot] = useState('')
  const [isAsking, setIsAsking] = useState(false)
  if (!reward && code) return <Unavailable text={viewWords[code]} code={code} onRetry={reload} />
  if (!reward)
    return (
      <>
        <Skeleton shape="card" />
        <Skeleton shape="line" />
        <Skeleton shape="card" />
      </>
    )
  const today = dateOf(Date.now())
  const needsSlot = reward.slots.length > 0 && slot === ''
  const limited = limits(reward, today)
  return (
    <>
      <View className="reward-top">
        <RewardPicture picture={reward.picture} />
      </View>
      <Card>
        <Text className="reward-title">{reward.title}</Text>
        <Text className="reward-cost number">{costText(reward, name)}</Text>
        {limited && <Text className="reward-limits">{limited}</Text>}
        {reward.text && <Text className="reward-text">{reward.text}</Text>}
      </Card>
      {reward.slots.length > 0 && <Slots slots={reward.slots} chosen={slot} onChoose={setSlot} />}
      <Terms reward={reward} />
      <View className="reward-act-room" />
      <View className="reward-act">
        {reward.state === 'not_yet' ? (
          <SaleButton reward={reward} onBegun={reload} />
        ) : (
          <Button isDisabled={!canRedeem(reward) || needsSlot} onTap={() => setIsAsking(true)}>
            {canRedeem(reward) && needsSlot ? '先选一个时间' : redeemText(reward, name)}
          </Button>
        )}
      </View>
      {isAsking && <RedeemSheet reward={reward} slot={slot} onClose={() => setIsAsking(false)} />}
    </>
  )
}
