/**
 * jsbarcode's own encoder for digits, which its types leave out. The library as a whole draws a dozen kinds of codes
 * and is ten times as large.
 */
declare module 'jsbarcode/bin/barcodes/CODE128/CODE128C' {
  export default class CODE128C {
    constructor(digits: string, options: Readonly<Record<string, never>>)
    /** `1` for each dark module and `0` for each light one, from the start mark to the stop mark. */
    encode(): { readonly data: string }
  }
}
