import { Text, View } from '@tarojs/components'
import type { Data } from '@/shared/api'
import { dateOf, momentText, timeText } from '@/shared/format/dates'
import { pointsText } from '@/shared/format/points'
import { Card } from '@/shared/ui/card'
import { labelled } from '@/shared/ui/labelled'
import { placesText } from './store-choice.shared'
import './reward-details.css'

export type Reward = Data<'rewards.view'>
type Slot = Reward['slots'][number]

const SLOT_STATES: Readonly<Record<Slot['state'], string>> = { open: '', full: '约满了', over: '已过' }

/** The times of an experience: those that can be had are chosen by a tap. */
export function Slots({
  slots,
  chosen,
  onChoose,
}: {
  slots: readonly Slot[]
  chosen: string
  onChoose: (slotId: string) => void
}) {
  const today = dateOf(Date.now())
  return (
    <Card>
      <View className="details-head">选一个时间</View>
      {slots.map(({ slotId, startsAtMs, endsAtMs, left, state }) => (
        <View
          key={slotId}
          className={['slot', slotId === chosen && 'chosen', state !== 'open' && 'closed'].filter(Boolean).join(' ')}
          onClick={() => state === 'open' && onChoose(slotId)}
          {...labelled(
            'button',
            `${momentText(startsAtMs, today)}，${SLOT_STATES[state] || `余 ${pointsText(left)} 位`}`,
          )}
        >
          <Text className="number">{`${momentText(startsAtMs, today)}–${timeText(endsAtMs)}`}</Text>
          <Text className="slot-left">{SLOT_STATES[state] || `余 ${pointsText(left)} 位`}</Text>
        </View>
      ))}
    </Card>
  )
}

/** What should be known before redeeming: nothing here is said only afterwards. */
export function Terms({ reward }: { reward: Reward }) {
  const { policy, stores, membership, coupon } = reward
  return (
    <Card>
      <View className="details-head">说明</View>
      {membership && (
        <Text className="details-line">{`${membership.name}，${membership.days} 天：${membership.includes.join('、')}`}</Text>
      )}
      {coupon &&
        [coupon.benefit, coupon.scope, coupon.validity].map((line) => (
          <Text className="details-line" key={line}>
            {line}
          </Text>
        ))}
      {stores.length > 0 && <Text className="details-line">{placesText(stores)}</Text>}
      {policy.map((line) => (
        <Text className="details-line" key={line}>
          {line}
        </Text>
      ))}
    </Card>
  )
}
