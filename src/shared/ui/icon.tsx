import { View } from '@tarojs/components'
import './icon.css'

export type IconName = 'in' | 'gift' | 'clock' | 'back' | 'pencil'

/** A line drawing in the colour of the text around it; always beside words, so a screen reader passes it over. */
export function Icon({ name }: { name: IconName }) {
  return <View className={`icon ${name}`} />
}
