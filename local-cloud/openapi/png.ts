import { deflateSync } from 'node:zlib'

export type Color = readonly [red: number, green: number, blue: number]

export interface TwoColorPicture {
  /** Width and height, in pixels. */
  readonly side: number
  readonly ink: Color
  /** null is see-through. */
  readonly paper: Color | null
  isInk(x: number, y: number): boolean
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  return crc >>> 0
})

/** CRC-32 as PNG wants it. Node has one of its own only from 20.15 on. */
function crc32(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (crc >>> 8) ^ (crcTable[(crc ^ byte) & 0xff] as number)
  return (crc ^ 0xffffffff) >>> 0
}

function chunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(named.length + 8)
  framed.writeUInt32BE(data.length, 0)
  named.copy(framed, 4)
  framed.writeUInt32BE(crc32(named), named.length + 4)
  return framed
}

function header(side: number): Buffer {
  const data = Buffer.alloc(13)
  data.writeUInt32BE(side, 0)
  data.writeUInt32BE(side, 4)
  // One bit a pixel, each an index into the palette.
  data.set([1, 3], 8)
  return chunk('IHDR', data)
}

/** A line is a byte that says "as it is", then its pixels, eight in a byte, the first one the highest bit. */
function lines({ side, isInk }: TwoColorPicture): Buffer {
  const lineBytes = 1 + Math.ceil(side / 8)
  const bytes = Buffer.alloc(lineBytes * side)
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++)
      if (isInk(x, y)) {
        const at = y * lineBytes + 1 + (x >> 3)
        bytes[at] = (bytes[at] as number) | (0x80 >> (x & 7))
      }
  return bytes
}

/** Writes a square picture of two colours as PNG. */
export function writePng(picture: TwoColorPicture): Buffer {
  const { side, ink, paper } = picture
  return Buffer.concat([
    signature,
    header(side),
    chunk('PLTE', Uint8Array.from([...(paper ?? [255, 255, 255]), ...ink])),
    ...(paper === null ? [chunk('tRNS', Uint8Array.from([0]))] : []),
    chunk('IDAT', deflateSync(lines(picture))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
