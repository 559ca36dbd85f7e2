import { Text, View } from '@tarojs/components'
import { labelled } from '../ui/labelled'
import { barHeights, labelledBars } from './bars'
import './chart.css'

const MOST_LABELS = 7

interface Props {
  /** The question that it answers, above it. */
  readonly title: string
  readonly bars: readonly { readonly label: string; readonly value: number }[]
  /** A value as it is read: points, or money. */
  readonly valueText: (value: number) => string
}

/** One question answered by bars, the last of them now. A table under it has the numbers. */
export function BarChart({ title, bars, valueText }: Props) {
  const heights = barHeights(bars.map(({ value }) => value))
  const shown = labelledBars(bars.length, MOST_LABELS)
  const most = bars.reduce((before, bar) => (bar.value > before.value ? bar : before), { label: '', value: 0 })
  const spoken = most.value > 0 ? `${title}，最多是${most.label}，${valueText(most.value)}` : `${title}，还没有`

  return (
    <View className="bar-chart" {...labelled('img', spoken)}>
      <View className="bar-chart-head">
        <Text className="bar-chart-title">{title}</Text>
        <Text className="bar-chart-most number">{most.value > 0 ? `最多 ${valueText(most.value)}` : '还没有'}</Text>
      </View>
      <View className="bar-chart-bars">
        {bars.map(({ label }, at) => (
          <View key={label} className={at === bars.length - 1 ? 'bar-place now' : 'bar-place'}>
            <View className="bar" style={{ height: `${heights[at]}%` }} />
          </View>
        ))}
      </View>
      <View className={bars.length > MOST_LABELS ? 'bar-chart-labels sparse' : 'bar-chart-labels'}>
        {bars.map(({ label }, at) => (
          <View key={label} className="bar-label number">
            {shown[at] && <Text className="bar-label-text">{label}</Text>}
          </View>
        ))}
      </View>
    </View>
  )
}
