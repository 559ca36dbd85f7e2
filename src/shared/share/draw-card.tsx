import { Canvas } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { LocalFile } from '../files'
import { CARD_SIZE, type CardFace, paintCard } from './paint-card'
import './card-canvas.css'

const CANVAS_ID = 'card-canvas'
const QUALITY = 0.92

/** What `drawCard` paints on, out of sight: a page that draws cards holds one. A browser needs none. */
export function CardCanvas() {
  if (process.env.TARO_ENV !== 'weapp') return null
  // Not WeChat's offscreen canvas: on some phones and computers it cannot be saved as a picture.
  return <Canvas type="2d" id={CANVAS_ID} className="card-canvas" disableScroll />
}

function painted<C extends HTMLCanvasElement>(canvas: C, face: CardFace): C | null {
  Object.assign(canvas, CARD_SIZE)
  const context = canvas.getContext('2d')
  if (!context) return null
  paintCard(context, face)
  return canvas
}

/** The page's canvas. WeChat's has what is needed here of a browser's. */
const canvasOfPage = () =>
  new Promise<HTMLCanvasElement | null>((resolve) => {
    Taro.createSelectorQuery()
      .select(`#${CANVAS_ID}`)
      .fields({ node: true })
      .exec(([found]: { node?: HTMLCanvasElement }[]) => resolve(found?.node ?? null))
  })

async function drawInWeapp(face: CardFace): Promise<LocalFile | null> {
  const node = await canvasOfPage()
  const canvas = node && painted(node, face)
  if (!canvas) return null
  const saved = await Taro.canvasToTempFilePath({
    canvas: canvas as unknown as Taro.Canvas,
    fileType: 'jpg',
    quality: QUALITY,
  })
  return saved.tempFilePath
}

function drawInBrowser(face: CardFace): Promise<LocalFile | null> {
  const canvas = painted(document.createElement('canvas'), face)
  return new Promise((resolve) => (canvas ? canvas.toBlob(resolve, 'image/jpeg', QUALITY) : resolve(null)))
}

/**
 * Draws a card's picture on the sharer's own device, since a cloud function has no Chinese font. null where it cannot
 * be drawn: the card then keeps the picture of what it is about.
 */
export async function drawCard(face: CardFace): Promise<LocalFile | null> {
  try {
    return await (process.env.TARO_ENV === 'weapp' ? drawInWeapp(face) : drawInBrowser(face))
  } catch {
    return null
  }
}
