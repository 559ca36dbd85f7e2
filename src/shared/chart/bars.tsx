import { Text, View } from '@tarojs/components'
import { pointsText } from '../format/points'
import { labelled } from '../ui/labelled'
import { barPercents } from './bar-percents'
import './bars.css'

interface Props {
  /** In their order; each with the number that its bar is as long as. */
  readonly rows: readonly { readonly name: string; readonly count: number }[]
}

/** One question answered by bars, one row each: the name, how much of the most it is, and the number itself. */
export function Bars({ rows }: Props) {
  const percents = barPercents(rows.map(({ count }) => count))
  return (
    <View className="bars">
      {rows.map(({ name, count }, at) => (
        // Two people may have one name; the rows stay in their order.
        <View className="bar-row" key={at} {...labelled('img', `${name} ${count}`)}>
          <Text className="bar-name">{name}</Text>
          <View className="bar-track">
            <View className="bar" style={{ width: `${percents[at]}%` }} />
          </View>
          <Text className="bar-count number">{pointsText(count)}</Text>
        </View>
      ))}
    </View>
  )
}
