import { View } from '@tarojs/components'
import './skeleton.css'

/** The shape of what is on its way. */
export function Skeleton({ shape }: { shape: 'card' | 'row' | 'line' }) {
  return <View className={`skeleton ${shape}`} />
}
