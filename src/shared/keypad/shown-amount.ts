import { grouped } from '../format/grouped'

/** What was typed, as it is read: with its commas, and no cent that was not typed. */
export function shownAmount(typed: string): string {
  if (typed === '') return '0.00'
  const [yuan = '', cents] = typed.split('.')
  return cents === undefined ? grouped(yuan) : `${grouped(yuan)}.${cents}`
}
