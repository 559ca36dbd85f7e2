import CODE128C from 'jsbarcode/bin/barcodes/CODE128/CODE128C'
import qrcode from 'qrcode-generator'

/** Rows of a code from top to bottom; `1` is a dark module, `0` a light one. */
export type Rows = readonly string[]

/** A quarter of it may be unreadable: a scratched screen, a thumb. Twenty digits still fit into the smallest size. */
const CORRECTION = 'Q'

/** A QR code of digits, without the light border that it needs around it. */
export function qrRows(digits: string): Rows {
  const code = qrcode(0, CORRECTION)
  code.addData(digits, 'Numeric')
  code.make()
  const places = Array.from({ length: code.getModuleCount() }, (_, at) => at)
  return places.map((row) => places.map((column) => (code.isDark(row, column) ? '1' : '0')).join(''))
}

/** A Code 128 of an even number of digits, two of them in each mark, without the light border beside it. */
export function barRows(digits: string): Rows {
  if (!/^(\d\d)+$/.test(digits)) throw new Error('Code 128 C takes pairs of digits')
  return [new CODE128C(digits, {}).encode().data]
}
