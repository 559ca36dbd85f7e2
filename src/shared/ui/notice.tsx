import { Text, View } from '@tarojs/components'
import { labelled } from './labelled'
import './notice.css'

/** Something true of the whole page right now. With `onTap` it leads to where more is said. */
export function Notice({ text, onTap }: { text: string; onTap?: () => void }) {
  if (!onTap)
    return (
      <View className="notice" {...labelled('status', text)}>
        <Text>{text}</Text>
      </View>
    )
  return (
    <View className="notice opens" hoverClass="pressed" onClick={onTap} {...labelled('button', text)}>
      <Text>{text}</Text>
    </View>
  )
}
