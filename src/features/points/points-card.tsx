import { Text, View } from '@tarojs/components'
import type { Data } from '@/shared/api'
import { dateOf, dateText } from '@/shared/format/dates'
import { pointsText } from '@/shared/format/points'
import { openPage } from '@/shared/routes'
import { Card } from '@/shared/ui/card'
import { endsSoon } from './expiring.shared'
import { pointsNotes } from './points-notes.shared'
import './points-card.css'

interface Props {
  readonly points: Data<'members.me'>['points']
  /** What the shop calls its points. */
  readonly name: string
}

/** The balance, and under it only what there is: what expires next, what is still to come, what is owed. */
export function PointsCard({ points, name }: Props) {
  const { available, nextExpiry } = points
  const today = dateOf(Date.now())
  const notes = [...pointsNotes(points, name)]
  // What ends soon stands in a notice of its own.
  if (nextExpiry && !endsSoon(nextExpiry.on, today))
    notes.unshift(`${dateText(nextExpiry.on, today)}有 ${pointsText(nextExpiry.points)} ${name}到期`)

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
