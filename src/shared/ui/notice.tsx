import { Text, View } from '@tarojs/components'
import { labelled } from './labelled'
import './notice.css'

/** Something true of the whole page right now. */
export function Notice({ text }: { text: string }) {
  return (
    <View className="notice" {...labelled('status', text)}>
      <Text>{text}</Text>
    </View>
  )
}
