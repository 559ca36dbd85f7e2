const plain = (name: string) => name.normalize('NFKC').toLowerCase().replaceAll(/\s/gu, '')

/** Whether two names are one operator's, however they were typed: 四眼 must not be one pair that presses shift. */
export function isSameOperator(one: string, other: string): boolean {
  return plain(one) === plain(other)
}
