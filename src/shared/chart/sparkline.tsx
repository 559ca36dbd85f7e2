import { View } from '@tarojs/components'
import { labelled } from '../ui/labelled'
import { lineMask } from './line'
import './chart.css'

/** How a number went, beside it: a line without axes. `spoken` says it in words. */
export function Sparkline({ values, spoken }: { values: readonly number[]; spoken: string }) {
  return <View className="sparkline" style={lineMask(values)} {...labelled('img', spoken)} />
}
