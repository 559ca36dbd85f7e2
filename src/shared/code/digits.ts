/** A code that a person may type: the ten digits of a card or coupon, eight that prove it, two that check the typing. */
export const CODE_DIGITS = 20

/** `12345 67890 12345 67890`: as much at a time as an eye keeps while a finger types. */
export function digitsInFives(code: string): string {
  return code.replace(/(\d{5})(?=\d)/g, '$1 ')
}

/** The digits of what was typed, pasted or scanned, without what people and printers put between them. */
export function digitsOf(text: string): string {
  return text.replace(/\D/g, '')
}
