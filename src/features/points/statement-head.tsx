import { Text, View } from '@tarojs/components'
import type { Data } from '@/shared/api'
import { usePointsName } from '@/shared/theme/programme'
import { pointsNotes } from './points-notes.shared'
import './statement-head.css'

/** Above the entries: what their balances do not show. Nothing when there is nothing. */
export function StatementHead({ points }: { points: Data<'members.me'>['points'] }) {
  const notes = pointsNotes(points, usePointsName())
  if (notes.length === 0) return null
  return (
    <View className="statement-head">
      {notes.map((note) => (
        <Text className="statement-note" key={note}>
          {note}
        </Text>
      ))}
    </View>
  )
}
