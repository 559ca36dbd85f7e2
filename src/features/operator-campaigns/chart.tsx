import { Text, View } from '@tarojs/components'
import { svgUrl } from '@/shared/svg'
import { labelled } from '@/shared/ui/labelled'
import { drawn, HEIGHT, tickText, WIDTH } from './chart.shared'
import './chart.css'

interface Props {
  /** What it shows, for who cannot see it. */
  readonly label: string
  readonly values: readonly number[]
  /** A level that is not to be passed. */
  readonly level?: number | null
  readonly first: string
  readonly last: string
}

/** A drawing that takes its colour from where it stands, light or dark. */
function mask(content: string): string {
  const url = svgUrl(`${WIDTH} ${HEIGHT}`, content)
  return `-webkit-mask-image:${url};mask-image:${url}`
}

const stroke = (path: string, width: number, dash = '') =>
  `<path d='${path}' fill='none' stroke='#000' stroke-width='${width}' stroke-linejoin='round' vector-effect='non-scaling-stroke'${dash}/>`

/** Days as a line over its ground, with few ticks and the first and last day. */
export function Chart({ label, values, level = null, first, last }: Props) {
  const { ground, line, level: levelPath, ticks } = drawn(values, level)
  return (
    <View {...labelled('img', label)}>
      <View className="chart">
        {ticks.map(({ value, percent }) => (
          <View key={value} className="chart-tick" style={{ top: `${percent}%` }}>
            <Text className="chart-tick-text number">{tickText(value)}</Text>
          </View>
        ))}
        <View className="chart-layer ground" style={mask(`<path d='${ground}'/>`)} />
        <View className="chart-layer line" style={mask(stroke(line, 2))} />
        {levelPath && (
          <View className="chart-layer level" style={mask(stroke(levelPath, 2, " stroke-dasharray='6 4'"))} />
        )}
      </View>
      <View className="chart-days">
        <Text>{first}</Text>
        <Text>{last}</Text>
      </View>
    </View>
  )
}
