import { Text, View } from '@tarojs/components'
import { ringPicture } from './picture'
import './ring.css'

interface Props {
  /** What is left of the whole, 0 to 1. */
  readonly share: number
  readonly text: string
}

/** What is left, as a ring that opens; always on white. */
export function Ring({ share, text }: Props) {
  return (
    <View className="ring" style={ringPicture(share)}>
      <Text className="number">{text}</Text>
    </View>
  )
}
