/**
 * What an order earns, worked out once more and in another way: on plain numbers, campaign by campaign, with its own books
 * of what each member had and each budget has left. It shares nothing with the module that it is compared with.
 */

export interface PlainRule {
  readonly campaign: string
  readonly group?: string
  readonly fromFen: number
  readonly stores: readonly string[]
  readonly weekdays: readonly number[]
  readonly hours: readonly [from: number, until: number] | null
  readonly fixed: number
  /** Times, in hundredths: 150 is one and a half; 100 gives nothing on top. */
  readonly hundredths: number
  readonly steps: readonly (readonly [fen: number, points: number])[]
}

export interface PlainCampaign {
  readonly id: string
  readonly priority: number
  readonly compounds: boolean
  readonly perEvent: number
  readonly perDay: number
  readonly perMember: number
  readonly timesPerDay: number
  readonly times: number
  /** Of points in all. */
  budget: number
  readonly rules: readonly PlainRule[]
}

export interface PlainOrder {
  readonly fen: number
  readonly store: string
  readonly day: string
  readonly weekday: number
  readonly hour: number
}

/** What one member had, by campaign and by day. */
export class PlainBook {
  private readonly counts = new Map<string, number>()
  of = (...name: readonly string[]) => this.counts.get(name.join('|')) ?? 0
  add = (add: number, ...name: readonly string[]) => this.counts.set(name.join('|'), this.of(...name) + add)
}

const applies = (rule: PlainRule, { fen, store, weekday, hour }: PlainOrder) =>
  fen >= rule.fromFen &&
  (rule.stores.length === 0 || rule.stores.includes(store)) &&
  (rule.weekdays.length === 0 || rule.weekdays.includes(weekday)) &&
  (rule.hours === null || (hour >= rule.hours[0] && hour < rule.hours[1]))

const worth = (steps: PlainRule['steps'], fen: number) =>
  steps.reduce((best, [from, points]) => (from <= fen ? points : best), 0)

interface Offer {
  readonly rule: PlainRule
  readonly campaign: PlainCampaign
  readonly plus: number
  readonly alone: number
}

interface Caps {
  readonly perOrder: number
  readonly perDay: number
}

export interface PlainAward {
  readonly points: number
  readonly byCampaign: ReadonlyMap<string, number>
  readonly isCut: boolean
}

function offersOf(campaigns: readonly PlainCampaign[], order: PlainOrder, base: number, book: PlainBook): Offer[] {
  const found: Offer[] = []
  for (const campaign of campaigns) {
    const { id } = campaign
    if (book.of(id, 'times') >= campaign.times || book.of(id, order.day, 'times') >= campaign.timesPerDay) continue
    const isFull = book.of(id, 'points') >= campaign.perMember || book.of(id, order.day, 'points') >= campaign.perDay
    for (const rule of campaign.rules) {
      if (!applies(rule, order)) continue
      const spent = book.of(id, 'spent')
      const plus = rule.fixed + worth(rule.steps, spent + order.fen) - worth(rule.steps, spent)
      const alone = plus + Math.floor((base * (rule.hundredths - 100)) / 100)
      if (rule.steps.length === 0 && (alone === 0 || isFull)) continue
      found.push({ rule, campaign, plus, alone })
    }
  }
  return found
}

/** Only the best of each group stays, of equals the first. */
const unstacked = (offers: readonly Offer[]) =>
  offers.filter(({ rule, alone }, at) =>
    offers.every(
      (other, place) =>
        rule.group === undefined ||
        other.rule.group !== rule.group ||
        place === at ||
        other.alone < alone ||
        (other.alone === alone && place > at),
    ),
  )

/** What an order of a member earns; the books are brought up to date with it. */
export function plainAward(
  campaigns: readonly PlainCampaign[],
  order: PlainOrder,
  { base, caps, book }: { readonly base: number; readonly caps: Caps; readonly book: PlainBook },
): PlainAward {
  const sorted = [...campaigns].sort((one, other) => other.priority - one.priority || (one.id < other.id ? -1 : 1))
  const refused = new Set<PlainCampaign>()
  let some = sorted
  for (;;) {
    const kept = unstacked(offersOf(some, order, base, book))
    let running = base
    const gave = new Map<string, number>()
    for (const { rule, campaign, plus } of kept) {
      const points = plus + Math.floor(((campaign.compounds ? running : base) * (rule.hundredths - 100)) / 100)
      running += points
      gave.set(campaign.id, (gave.get(campaign.id) ?? 0) + points)
    }
    if (gave.size > 6) {
      const last = new Set([...gave.keys()].slice(6))
      some = some.filter(({ id }) => !last.has(id))
      continue
    }
    let isCut = false
    for (const campaign of some) {
      const { id } = campaign
      const points = gave.get(id)
      if (points === undefined) continue
      const room = Math.min(
        campaign.perEvent,
        campaign.perDay - book.of(id, order.day, 'points'),
        campaign.perMember - book.of(id, 'points'),
      )
      isCut ||= points > room
      gave.set(id, Math.min(points, Math.max(0, room)))
    }
    let over = base + [...gave.values()].reduce((sum, points) => sum + points, 0)
    over -= Math.min(over, caps.perOrder, Math.max(0, caps.perDay - book.of('all', order.day)))
    isCut ||= over > 0
    for (const [id, points] of [...gave].reverse()) {
      gave.set(id, Math.max(0, points - over))
      over = Math.max(0, over - points)
    }
    const poor = some.find((campaign) => (gave.get(campaign.id) ?? 0) > campaign.budget)
    if (poor) {
      // Who was behind the sixth may be the sixth now.
      refused.add(poor)
      some = sorted.filter((campaign) => !refused.has(campaign))
      continue
    }
    const points = base - over + [...gave.values()].reduce((sum, own) => sum + own, 0)
    book.add(points, 'all', order.day)
    for (const campaign of some) {
      const own = gave.get(campaign.id) ?? 0
      campaign.budget -= own
      book.add(own, campaign.id, 'points')
      book.add(own, campaign.id, order.day, 'points')
      if (own > 0) {
        book.add(1, campaign.id, 'times')
        book.add(1, campaign.id, order.day, 'times')
      }
      if (kept.some(({ rule, campaign: of }) => of === campaign && rule.steps.length > 0))
        book.add(order.fen, campaign.id, 'spent')
    }
    return { points, byCampaign: gave, isCut }
  }
}
