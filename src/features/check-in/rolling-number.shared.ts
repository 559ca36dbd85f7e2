/** One place of a number that changes: the digits it passes on its way, first the old one, last the new one. */
export type Column = readonly string[]

const steps = (from: number, to: number): string[] => {
  const digits = [from]
  while (digits.at(-1) !== to) digits.push(((digits.at(-1) ?? 0) + 1) % 10)
  return digits.map(String)
}

/** The columns of digits that count up from one number to another. A column of one digit stands still. */
export function columnsBetween({ from, to }: { from: number; to: number }): readonly Column[] {
  const last = String(to)
  const first = String(from).padStart(last.length, '0').slice(-last.length)
  return [...last].map((digit, at) => steps(Number(first[at]), Number(digit)))
}
