import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'

const WOFF_HEADER = 44
const WOFF_TABLE = 20
const SFNT_HEADER = 12
const SFNT_TABLE = 16

interface Table {
  /** Its name and checksum, as both formats keep them. */
  readonly tag: Buffer
  readonly checksum: Buffer
  readonly content: Buffer
}

function tablesOf(woff: Buffer): readonly Table[] {
  return Array.from({ length: woff.readUInt16BE(12) }, (_, at) => {
    const entry = woff.subarray(WOFF_HEADER + at * WOFF_TABLE, WOFF_HEADER + (at + 1) * WOFF_TABLE)
    const offset = entry.readUInt32BE(4)
    const packed = woff.subarray(offset, offset + entry.readUInt32BE(8))
    const content = packed.length < entry.readUInt32BE(12) ? inflateSync(packed) : packed
    return { tag: entry.subarray(0, 4), checksum: entry.subarray(16, 20), content }
  })
}

/** A web font (WOFF 1.0) as the plain font file (sfnt) that an operating system reads. */
function systemFont(woff: Buffer): Buffer {
  const tables = tablesOf(woff)
  const header = Buffer.alloc(SFNT_HEADER + tables.length * SFNT_TABLE)
  woff.copy(header, 0, 4, 8)
  header.writeUInt16BE(tables.length, 4)
  const largestPower = 2 ** Math.floor(Math.log2(tables.length))
  header.writeUInt16BE(largestPower * 16, 6)
  header.writeUInt16BE(Math.log2(largestPower), 8)
  header.writeUInt16BE((tables.length - largestPower) * 16, 10)
  const parts: Buffer[] = [header]
  let offset = header.length
  tables.forEach(({ tag, checksum, content }, at) => {
    const entry = SFNT_HEADER + at * SFNT_TABLE
    tag.copy(header, entry)
    checksum.copy(header, entry + 4)
    header.writeUInt32BE(offset, entry + 8)
    header.writeUInt32BE(content.length, entry + 12)
    // Tables begin on multiples of four.
    const padding = Buffer.alloc(-content.length & 3)
    parts.push(content, padding)
    offset += content.length + padding.length
  })
  return Buffer.concat(parts)
}

/** The Chinese font in the weights that the design uses, by file name. */
export function chineseFonts(root: string): ReadonlyMap<string, Buffer> {
  const folder = join(root, 'node_modules/@fontsource/noto-sans-sc/files')
  return new Map(
    [400, 600].map((weight) => {
      const name = `noto-sans-sc-chinese-simplified-${weight}-normal`
      return [`${name}.ttf`, systemFont(readFileSync(join(folder, `${name}.woff`)))]
    }),
  )
}
