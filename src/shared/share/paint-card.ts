import { textOn, transparent } from '../theme/contrast'
import { wrapped } from './wrapped'

/** 5:4, as a chat shows it, and large enough for the sharpest phone. */
export const CARD_SIZE = { width: 1000, height: 800 } as const

/** What stands on a card. */
export interface CardFace {
  readonly shopName: string
  readonly title: string
  readonly storeName: string
  /** The shop's colour, `#rrggbb`. */
  readonly accentColor: string
}

const MARGIN = 80
const FONT = '-apple-system, "PingFang SC", "HarmonyOS Sans SC", "Noto Sans CJK SC", sans-serif'
const TITLE = { size: 108, lineHeight: 140, lines: 3 } as const

/** Paints a card: the shop on top, what it is about as large as it fits, the store at the foot. */
export function paintCard(context: CanvasRenderingContext2D, face: CardFace): void {
  const { width, height } = CARD_SIZE
  const ink = textOn(face.accentColor)
  const line = { width: width - 2 * MARGIN, lines: 1, measure: (text: string) => context.measureText(text).width }

  context.fillStyle = face.accentColor
  context.fillRect(0, 0, width, height)
  // Two soft rounds that leave the lower corner, so that a flat colour looks like a card and not like a missing picture.
  for (const [radius, opacity] of [
    [420, 0.06],
    [260, 0.08],
  ] as const) {
    context.fillStyle = transparent(ink, opacity)
    context.beginPath()
    context.arc(width - 60, height - 20, radius, 0, 2 * Math.PI)
    context.fill()
  }

  context.fillStyle = ink
  context.textBaseline = 'middle'
  context.font = `400 44px ${FONT}`
  context.fillText(wrapped(face.shopName, line)[0] ?? '', MARGIN, MARGIN + 24)
  context.fillText(wrapped(face.storeName, line)[0] ?? '', MARGIN, height - MARGIN - 24)

  context.font = `600 ${TITLE.size}px ${FONT}`
  const lines = wrapped(face.title, { ...line, lines: TITLE.lines })
  const top = height / 2 - ((lines.length - 1) * TITLE.lineHeight) / 2
  lines.forEach((text, at) => {
    context.fillText(text, MARGIN, top + at * TITLE.lineHeight)
  })
}
