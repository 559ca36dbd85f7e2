import qrcode from 'qrcode-generator'
import { type Color, writePng } from './png'

/** WeChat's own limits and its default, in pixels. */
const width = { least: 280, most: 1_280, usual: 430 }
const longestScene = 32
const longestPage = 256
/** What a reader needs around a QR code, in modules. */
const quietModules = 4

const white: Color = [255, 255, 255]

/** What WeChat answers instead of a picture. */
export interface WechatError {
  readonly errcode: number
  readonly errmsg: string
}

export type Parameters = Readonly<Record<string, unknown>>

function mistakeOf({
  scene,
  page = '',
  width: side = width.usual,
  check_path,
  env_version,
}: Parameters): WechatError | undefined {
  if (typeof scene !== 'string' || scene.length === 0 || scene.length > longestScene)
    return { errcode: 40169, errmsg: 'invalid length for scene, or the data is not json string' }
  if (!/^[\w!#$&'()*+,/:;=?@.~-]+$/.test(scene)) return { errcode: 40129, errmsg: 'invalid scene' }
  const isPage = typeof page === 'string' && page.length <= longestPage && /^([\w-]+(\/[\w-]+)*)?$/.test(page)
  if (!isPage) return { errcode: 41030, errmsg: 'invalid page' }
  const isSide = Number.isInteger(side) && (side as number) >= width.least && (side as number) <= width.most
  const isVersion = env_version === undefined || ['release', 'trial', 'develop'].includes(env_version as string)
  if (!isSide || !isVersion || !['undefined', 'boolean'].includes(typeof check_path))
    return { errcode: 40097, errmsg: 'invalid args' }
  return undefined
}

/** `{r, g, b}`, each a number or, as in WeChat's own examples, a numeral; undefined when it is no colour. */
function colorOf(value: unknown): Color | undefined {
  const { r, g, b } = (value ?? {}) as Parameters
  const parts = [r, g, b].map(Number)
  return parts.every((part) => Number.isInteger(part) && part >= 0 && part <= 255)
    ? (parts as unknown as Color)
    : undefined
}

/** The square with a QR code in its middle. */
function draw(text: string, { side, ink, paper }: { side: number; ink: Color; paper: Color | null }): Buffer {
  const code = qrcode(0, 'M')
  code.addData(text)
  code.make()
  const modules = code.getModuleCount()
  const scale = Math.floor(side / (modules + 2 * quietModules))
  const margin = Math.floor((side - scale * modules) / 2)
  const moduleAt = (pixel: number) => Math.floor((pixel - margin) / scale)
  const isInside = (at: number) => at >= 0 && at < modules
  const isInk = (x: number, y: number) => {
    const [row, column] = [moduleAt(y), moduleAt(x)]
    return isInside(row) && isInside(column) && code.isDark(row, column)
  }
  return writePng({ side, ink, paper, isInk })
}

/**
 * `wxacode.getUnlimited`. WeChat draws a round code that only WeChat reads; here it is a QR code, which any reader turns
 * into `<page>?scene=<scene>`, the scene escaped as a page receives it. Pages are not looked up: only their form counts.
 */
export function drawMiniProgramCode(parameters: Parameters): Buffer | WechatError {
  const mistake = mistakeOf(parameters)
  if (mistake) return mistake
  const { scene, page, width: side, line_color, is_hyaline } = parameters
  const ink = colorOf(line_color ?? { r: 0, g: 0, b: 0 })
  if (!ink) return { errcode: 40097, errmsg: 'invalid args' }
  return draw(`${page ?? ''}?scene=${encodeURIComponent(scene as string)}`, {
    side: (side as number | undefined) ?? width.usual,
    ink,
    paper: is_hyaline === true ? null : white,
  })
}
