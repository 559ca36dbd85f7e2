import { View } from '@tarojs/components'
import { labelled } from './labelled'
import './progress.css'

/** How far along, in percent. */
export function Progress({ percent, label }: { percent: number; label: string }) {
  return (
    <View className="progress" {...labelled('progressbar', label)}>
      <View className="progress-done" style={{ width: `${percent}%` }} />
    </View>
  )
}
