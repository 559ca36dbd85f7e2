import { inflateSync } from 'node:zlib'
import qrcode from 'qrcode-generator'
import { drawMiniProgramCode, type Parameters } from './mini-program-code'

interface Picture {
  readonly side: number
  readonly palette: number[]
  readonly isSeeThrough: boolean
  isInk(x: number, y: number): boolean
}

/** Reads what `png.ts` writes, by the rules of the format: one bit a pixel, every line as it is. */
function readPng(png: Buffer): Picture {
  const chunks = new Map<string, Buffer>()
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    chunks.set(png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
  const side = chunks.get('IHDR')?.readUInt32BE(0) ?? 0
  const lines = inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0))
  const lineBytes = 1 + Math.ceil(side / 8)
  expect(lines).toHaveLength(lineBytes * side)
  return {
    side,
    palette: [...(chunks.get('PLTE') ?? [])],
    isSeeThrough: chunks.has('tRNS'),
    isInk: (x, y) => (((lines[y * lineBytes + 1 + (x >> 3)] ?? 0) << (x & 7)) & 0x80) !== 0,
  }
}

function draw(parameters: Parameters): Picture {
  const drawn = drawMiniProgramCode(parameters)
  if (!Buffer.isBuffer(drawn)) throw new Error(drawn.errmsg)
  return readPng(drawn)
}

/** The modules of a picture, each read in its middle, between the first dark pixel and the last. */
function modulesOf({ side, isInk }: Picture, count: number): boolean[][] {
  const pixels = Array.from({ length: side }, (_, at) => at)
  const dark = pixels.filter((x) => pixels.some((y) => isInk(x, y)))
  const [first = 0, last = 0] = [dark[0], dark.at(-1)]
  const scale = (last - first + 1) / count
  expect(Number.isInteger(scale)).toBe(true)
  // The margin that readers need, four modules on each side.
  expect(Math.min(first, side - 1 - last)).toBeGreaterThanOrEqual(4 * scale)
  const middle = (module: number) => first + module * scale + Math.floor(scale / 2)
  const modules = Array.from({ length: count }, (_, at) => at)
  return modules.map((row) => modules.map((column) => isInk(middle(column), middle(row))))
}

function codeOf(text: string): boolean[][] {
  const code = qrcode(0, 'M')
  code.addData(text)
  code.make()
  const modules = Array.from({ length: code.getModuleCount() }, (_, at) => at)
  return modules.map((row) => modules.map((column) => code.isDark(row, column)))
}

const everyCharacter = "!#$&'()*+,/:;=?@-._~"

test.each<[string, Parameters, string]>([
  [
    'a page and its scene',
    { scene: 'c8kd02', page: 'features/sharing/pages/open/index' },
    'features/sharing/pages/open/index?scene=c8kd02',
  ],
  ['the main page', { scene: '7' }, '?scene=7'],
  ['a scene of 32 characters', { scene: 'x'.repeat(32), page: 'p' }, `p?scene=${'x'.repeat(32)}`],
  [
    'every allowed sign, as a page receives it',
    { scene: everyCharacter, page: 'p' },
    `p?scene=${encodeURIComponent(everyCharacter)}`,
  ],
  ['the longest page', { scene: 's', page: 'p'.repeat(256), width: 280 }, `${'p'.repeat(256)}?scene=s`],
])('%s is a QR code of the address it leads to', (_name, parameters, text) => {
  const code = codeOf(text)
  expect(modulesOf(draw(parameters), code.length)).toEqual(code)
})

test.each([
  [undefined, 430],
  [280, 280],
  [281, 281],
  [1_280, 1_280],
])('a width of %p is %i pixels', (width, side) => {
  expect(draw({ scene: 's', ...(width === undefined ? {} : { width }) }).side).toBe(side)
})

test('the lines have the colour that is asked for, and the paper may be see-through', () => {
  expect(draw({ scene: 's' })).toMatchObject({ palette: [255, 255, 255, 0, 0, 0], isSeeThrough: false })
  const coloured = draw({ scene: 's', line_color: { r: '200', g: 30, b: 0 }, is_hyaline: true })
  expect(coloured).toMatchObject({ palette: [255, 255, 255, 200, 30, 0], isSeeThrough: true })
})

test.each<[number, string, Parameters]>([
  [40169, 'no scene', { page: 'p' }],
  [40169, 'an empty scene', { scene: '' }],
  [40169, 'a scene of 33 characters', { scene: 'x'.repeat(33) }],
  [40169, 'a scene that is a number', { scene: 7 }],
  [40129, 'a scene with a percent sign', { scene: 'a%20b' }],
  [40129, 'a Chinese scene', { scene: '茶' }],
  [40129, 'a scene with a space', { scene: 'a b' }],
  [40129, 'a scene with a line break at its end', { scene: 'a\n' }],
  [41030, 'a page from the root', { scene: 's', page: '/pages/index' }],
  [41030, 'a page with parameters', { scene: 's', page: 'pages/index?a=1' }],
  [41030, 'a page of 257 characters', { scene: 's', page: 'p'.repeat(257) }],
  [41030, 'a page that is a list', { scene: 's', page: ['p'] }],
  [40097, 'a width of 279', { scene: 's', width: 279 }],
  [40097, 'a width of 1281', { scene: 's', width: 1_281 }],
  [40097, 'a width in words', { scene: 's', width: 'wide' }],
  [40097, 'a version nobody knows', { scene: 's', env_version: 'beta' }],
  [40097, 'a check that is a word', { scene: 's', check_path: 'no' }],
  [40097, 'a colour that is none', { scene: 's', line_color: { r: 256, g: 0, b: 0 } }],
])('%i: %s', (errcode, _name, parameters) => {
  expect(drawMiniProgramCode(parameters)).toEqual({ errcode, errmsg: expect.any(String) })
})
