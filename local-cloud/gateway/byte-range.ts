import type { ByteRange } from '../files/file-store'

/**
 * The part that a Range header asks for: null is all of it, also where the header is of another kind or asks for several
 * parts, as HTTP allows; undefined when the part begins behind the end.
 */
export function byteRange(header: string | undefined, bytes: number): ByteRange | null | undefined {
  const asked = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '')
  if (!asked) return null
  const [, first = '', last = ''] = asked
  if (first === '' && last === '') return null
  // Without a first byte the number says how many of the last ones are wanted.
  const from = first === '' ? Math.max(0, bytes - Number(last)) : Number(first)
  const to = first === '' || last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1)
  if (first !== '' && last !== '' && Number(last) < Number(first)) return null
  return from < bytes && from <= to ? { from, to } : undefined
}
