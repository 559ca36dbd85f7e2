import { Slider, Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Data } from '@/shared/api'
import { useProgramme } from '@/shared/theme/programme'
import { Card } from '@/shared/ui/card'
import { labelled } from '@/shared/ui/labelled'
import { changeText, rangeBar, rangeTexts } from './cost-range.shared'
import './cost-range.css'

type Costs = NonNullable<Data<'ops.rehearsal'>['result']>['costs']

/** A half-seen grey on light and dark: the platform's slider takes no variables. */
const TRACK = '#8888884d'

/** What the campaign's own days would cost, in four of five cases, when people do more or less than they did. */
export function CostRange({ costs }: { costs: Costs }) {
  const usual = Math.max(
    0,
    costs.findIndex(({ changePercent }) => changePercent === 0),
  )
  const [at, setAt] = useState(usual)
  const accent = useProgramme()?.brand.accentColor ?? '#1f6b4f'
  const cost = costs[at]
  if (!cost) return null
  const most = Math.max(...costs.map(({ p90Fen }) => p90Fen))
  const { left, width, middle } = rangeBar(cost, most)
  const { range, note } = rangeTexts(cost)
  return (
    <Card>
      <View className="question">办一场大概花多少</View>
      <View className="cost-range number">{range}</View>
      <Text className="cost-note">{note}</Text>
      <View className="cost-track" {...labelled('img', range)}>
        <View className="cost-span" style={{ left: `${left}%`, width: `${width}%` }} />
        <View className="cost-middle" style={{ left: `${middle}%` }} />
      </View>
      <View className="cost-change">{changeText(cost.changePercent)}</View>
      <Slider
        min={0}
        max={costs.length - 1}
        step={1}
        value={at}
        activeColor={accent}
        backgroundColor={TRACK}
        blockSize={24}
        onChanging={({ detail }) => setAt(detail.value)}
        onChange={({ detail }) => setAt(detail.value)}
      />
    </Card>
  )
}
