import { Text, View } from '@tarojs/components'
import { svgUrl } from '@/shared/svg'
import { labelled } from '@/shared/ui/labelled'
import { type OddsOfPrize, oddsText } from './wheel.shared'
import './wheel-face.css'

const RADIUS = 100

/** A point on the wheel, from the top clockwise. */
function pointAt(turn: number): string {
  const angle = turn * 2 * Math.PI
  return `${(RADIUS + RADIUS * Math.sin(angle)).toFixed(2)} ${(RADIUS - RADIUS * Math.cos(angle)).toFixed(2)}`
}

/** The sector of one of so many places, its middle at the top for the first. */
function sector(at: number, of: number): string {
  const [from, to] = [(at - 0.5) / of, (at + 0.5) / of]
  return `<path d='M${RADIUS} ${RADIUS}L${pointAt(from)}A${RADIUS} ${RADIUS} 0 ${of === 1 ? 1 : 0} 1 ${pointAt(to)}Z'/>`
}

/** As wide as a place is where its name stands, so that no name reaches into the next. */
const MOST_LABEL_PX = 76
const LABEL_CIRCLE_PX = 620

function labelStyle(at: number, of: number) {
  const width = Math.min(MOST_LABEL_PX, Math.floor(LABEL_CIRCLE_PX / of))
  return { transform: `rotate(${(at * 360) / of}deg)`, width: `${width}px`, marginLeft: `${-width / 2}px` }
}

/** One and the other by turns: next to each other no two look the same, also where the circle closes. */
function shadesOf(count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => (at === count - 1 && count % 2 === 1 ? 2 : at % 2))
}

function maskOf(prizes: readonly OddsOfPrize[], shade: number): string {
  const shades = shadesOf(prizes.length)
  const sectors = prizes.map((_, at) => (shades[at] === shade ? sector(at, prizes.length) : '')).join('')
  return svgUrl('200 200', sectors)
}

const spokenOf = (prizes: readonly OddsOfPrize[]) =>
  `转盘：${prizes.map(({ name, oddsPpm }) => `${name} ${oddsText(oddsPpm)}`).join('，')}`

interface Props {
  readonly prizes: readonly OddsOfPrize[]
  readonly angle: number
  readonly isTurning: boolean
  readonly onTurned: () => void
}

/** The wheel with its prizes and, in each place, how likely it is: a place is as wide as any other, and does not say. */
export function WheelFace({ prizes, angle, isTurning, onTurned }: Props) {
  const masks = [0, 1, 2].map((shade) => maskOf(prizes, shade))
  return (
    <View className="wheel" {...labelled('img', spokenOf(prizes))}>
      <View className="wheel-pointer" />
      <View
        className={isTurning ? 'wheel-disc turning' : 'wheel-disc'}
        style={{ transform: `rotate(${angle}deg)` }}
        onTransitionEnd={onTurned}
      >
        {masks.map((mask, shade) => (
          <View
            key={mask}
            className={`wheel-places shade-${shade}`}
            style={{ maskImage: mask, WebkitMaskImage: mask }}
          />
        ))}
        {prizes.map(({ prizeId, name, oddsPpm }, at) => (
          <View key={prizeId} className="wheel-label" style={labelStyle(at, prizes.length)}>
            <Text className="wheel-name">{name}</Text>
            <Text className="wheel-odds number">{oddsText(oddsPpm)}</Text>
          </View>
        ))}
        <View className="wheel-hub" />
      </View>
    </View>
  )
}
