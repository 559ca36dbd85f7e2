import { Text, View } from '@tarojs/components'
import { dateOf, spokenDate } from '@/shared/format/dates'
import { labelled } from '@/shared/ui/labelled'
import { type Slot, slotText } from './fulfilment.shared'
import './roster-head.css'

/** Which slot it is, and the way back to the others. */
export function RosterHead({ slot, onBack }: { slot: Slot; onBack: () => void }) {
  const day = spokenDate(dateOf(slot.startsAtMs), dateOf(Date.now()))
  return (
    <View className="roster-head">
      <View className="roster-texts">
        <Text className="roster-title">{slot.title}</Text>
        <Text className="roster-note number">{`${day} ${slotText(slot)}`}</Text>
      </View>
      <View className="roster-back" onClick={onBack} {...labelled('button', '换一场')}>
        换一场
      </View>
    </View>
  )
}
