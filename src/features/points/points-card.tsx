import { Text, View } from '@tarojs/components'
import type { Data } from '@/shared/api'
import { dateOf, dateText } from '@/shared/format/dates'
import { pointsText } from '@/shared/format/points'
import { openPage } from '@/shared/routes'
import { Card } from '@/shared/ui/card'
import './points-card.css'

interface Props {
  readonly points: Data<'members.me'>['points']
  /** What the shop calls its points. */
  readonly name: string
}

/** The balance, and under it only what there is: what expires next, what is still to come, what is owed. */
export function PointsCard({ points, name }: Props) {
  const { available, pending, debt, nextExpiry } = points
  const notes = [
    nextExpiry && `${dateText(nextExpiry.on, dateOf(Date.now()))}有 ${pointsText(nextExpiry.points)} ${name}到期`,
    pending > 0 && `${pointsText(pending)} ${name}待生效`,
    debt > 0 && `${pointsText(debt)} ${name}待抵扣，会从之后的${name}里扣除`,
  ].filter((note) => note !== null && note !== false)

  return (
    <Card onTap={() => openPage('statement')} label={`我的${name} ${pointsText(available)}，查看明细`}>
      <View className="points-head">{`我的${name}`}</View>
      <View className="points-balance number">{pointsText(available)}</View>
      {notes.map((note) => (
        <Text className="points-note" key={note}>
          {note}
        </Text>
      ))}
    </Card>
  )
}
