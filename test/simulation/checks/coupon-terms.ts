import { must } from '../must'
import { dayOfMs, daysAfter, startOfDayMs } from './days'
import { sharedOut } from './shares'

/** A template as it was published: what an operator wrote, with what they left out. */
export interface TemplateBody {
  readonly title: string
  readonly kind: string
  readonly text?: string
  readonly picture?: string
  readonly discountFen?: number
  readonly thresholdFen?: number
  readonly percentOff?: number
  readonly capFen?: number
  readonly stock: number | null
  readonly limitPerMember: number
  readonly limitPerDay?: number
  readonly validity: { readonly days: number } | { readonly fromDate: string; readonly untilDate: string }
  readonly stores?: readonly string[]
  readonly categories?: readonly string[]
  readonly claimable: boolean
  readonly claimFromMs?: number
  readonly claimUntilMs?: number
  readonly audience?: object
  readonly stackingGroup?: string
  readonly givable: boolean
}

/** What each kind takes along of what is written. */
const WORTH: Readonly<Record<string, readonly (keyof TemplateBody)[]>> = {
  cash: ['discountFen'],
  threshold: ['discountFen', 'thresholdFen'],
  percent: ['percentOff', 'capFen', 'thresholdFen'],
  exchange: ['capFen'],
  delivery: ['discountFen', 'thresholdFen'],
}

export interface PaperTerms {
  readonly title: string
  readonly benefit: { readonly kind: string } & Readonly<Record<string, unknown>>
  readonly stores: readonly string[] | null
  readonly categories: readonly string[] | null
  readonly stackingGroup: string
  readonly isGivable: boolean
}

/** The terms that a coupon has for ever, copied from what was published. */
export function termsWritten(body: TemplateBody, discountFen: number | null): PaperTerms {
  const { title, text = '', picture = '', kind } = body
  const worth = (WORTH[kind] ?? []).map((field) => [field, body[field]] as const)
  const own = discountFen === null ? {} : { discountFen }
  return {
    title,
    ...{ text, picture },
    benefit: { kind, ...Object.fromEntries(worth), ...own },
    stores: body.stores ?? null,
    categories: body.categories ?? null,
    stackingGroup: body.stackingGroup ?? kind,
    isGivable: body.givable,
  }
}

/** The first moment and the first one after the last, of a coupon that is issued at a moment. */
export function daysOf({ validity }: TemplateBody, atMs: number): readonly [fromMs: number, endsAtMs: number] {
  const [from, until] =
    'days' in validity
      ? [dayOfMs(atMs), daysAfter(dayOfMs(atMs), validity.days)]
      : [validity.fromDate, validity.untilDate]
  return [startOfDayMs(from), endOfDayMs(until)]
}

export const endOfDayMs = (day: string) => startOfDayMs(daysAfter(day, 1))

/** A line of a purchase, with what other coupons have left to pay of it. */
export interface LineLeft {
  readonly fen: number
  readonly category: string
  readonly left: number
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)

/** What a coupon takes off, line by line; null where it takes nothing. By what the goods cost, from what is left of them. */
export function takenOff({ benefit, categories }: PaperTerms, lines: readonly LineLeft[]): readonly number[] | null {
  const {
    kind,
    discountFen = 0,
    thresholdFen = 0,
    percentOff = 0,
    capFen = 0,
  } = benefit as Record<string, number> & {
    readonly kind: string
  }
  const isIn = lines.map(({ category }) => categories === null || categories.includes(category))
  const eligible = lines.map(({ left }, at) => (isIn[at] ? left : 0))
  const costOf = (inside: boolean) => sum(lines.map(({ fen }, at) => (isIn[at] === inside ? fen : 0)))
  if (!isIn.includes(true) || costOf(kind !== 'delivery') < thresholdFen) return null
  const dearest = eligible.indexOf(Math.max(...eligible))
  const from = kind === 'exchange' ? eligible.map((left, at) => (at === dearest ? left : 0)) : eligible
  const percent = Math.min(Math.floor((costOf(true) * percentOff) / 100), capFen)
  const worth = kind === 'percent' ? percent : kind === 'exchange' ? capFen : discountFen
  const off = Math.min(worth, sum(from))
  if (off <= 0) return null
  const parts = sharedOut(off, from)
  must(
    parts.every((part, at) => part <= (from[at] ?? 0)),
    'a part is larger than its line',
  )
  return parts
}

/** Whether an order may take both. */
export function goTogether(one: PaperTerms, other: PaperTerms, pairs: readonly (readonly [string, string])[]): boolean {
  const kinds = [one.benefit.kind, other.benefit.kind].sort().join(' ')
  return one.stackingGroup !== other.stackingGroup && pairs.some((pair) => [...pair].sort().join(' ') === kinds)
}
