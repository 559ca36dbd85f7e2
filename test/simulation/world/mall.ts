import type { Random } from '../../../cloudfunctions/kernel/seeded-random'
import { dayOfMs } from '../checks/days'
import type { Settings } from './programme'
import { at, pick } from './random'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** What a draft is drawn from: the moment, and a stock that stays as it was drawn first. */
interface Drawing {
  readonly random: Random
  readonly nowMs: number
  readonly stock: number
}

const dayFrom = (nowMs: number, days: number) => dayOfMs(nowMs + days * DAY_MS)

/** Some of what an operator may leave out. */
const perhaps = (random: Random, share: number, fields: object): object => (random() < share ? fields : {})

/** What all coupons have: small limits, short times, and now and then a store, a tier or a beginning. */
function common({ random, nowMs }: Drawing): Settings {
  const limitPerMember = pick(random, [1, 2, 3])
  const days = pick(random, [1, 2, 9])
  return {
    limitPerMember,
    claimable: true,
    validity: random() < 0.7 ? { days } : { fromDate: dayFrom(nowMs, at(random, 2)), untilDate: dayFrom(nowMs, days) },
    givable: random() < 0.85,
    ...perhaps(random, 0.3, { limitPerDay: 1 }),
    ...perhaps(random, 0.2, { stores: pick(random, [['west'], ['west', 'east']]) }),
    ...perhaps(random, 0.15, { audience: { tiers: ['silver', 'gold'] } }),
    ...perhaps(random, 0.1, { claimFromMs: nowMs + at(random, 20) * HOUR_MS }),
    ...perhaps(random, 0.1, { stackingGroup: 'one-of-these' }),
  }
}

/** Twenty yuan off that is two yuan off tomorrow, and the other kinds. */
const TEMPLATES: Readonly<Record<string, (drawing: Drawing) => Settings>> = {
  money: (drawing) => ({
    ...common(drawing),
    title: '立减券',
    kind: 'cash',
    stock: null,
    discountFen: pick(drawing.random, [2_000, 200, 501]),
  }),
  spring: (drawing) => ({
    ...common(drawing),
    title: '满减券',
    kind: 'threshold',
    stock: drawing.stock,
    discountFen: pick(drawing.random, [2_000, 200, 333]),
    thresholdFen: pick(drawing.random, [2_000, 4_000, 9_000]),
    ...perhaps(drawing.random, 0.3, { categories: ['tea'] }),
  }),
  share: (drawing) => ({
    ...common(drawing),
    title: '折扣券',
    kind: 'percent',
    stock: null,
    percentOff: pick(drawing.random, [5, 33, 99]),
    capFen: pick(drawing.random, [300, 5_000]),
    thresholdFen: pick(drawing.random, [0, 2_500]),
  }),
  swap: (drawing) => ({
    ...common(drawing),
    title: '兑换券',
    kind: 'exchange',
    stock: drawing.stock,
    capFen: pick(drawing.random, [500, 3_000]),
    categories: ['tea'],
  }),
  ride: (drawing) => ({
    ...common(drawing),
    title: '运费券',
    kind: 'delivery',
    stock: null,
    discountFen: pick(drawing.random, [300, 800]),
    thresholdFen: pick(drawing.random, [0, 3_000]),
    categories: ['tobacco'],
  }),
  // What purchases give back: there is always one more of it.
  back: ({ random }) => ({
    title: '返券',
    kind: 'cash',
    stock: null,
    discountFen: pick(random, [100, 300]),
    limitPerMember: 1,
    validity: { days: pick(random, [1, 5]) },
    claimable: false,
  }),
}

const RETURNED_TEMPLATE = 'back'
export const TEMPLATE_IDS = Object.keys(TEMPLATES)
/** Those that an operator may take out of force: rebates need theirs. */
export const RETIRABLE_TEMPLATES = TEMPLATE_IDS.filter((id) => id !== RETURNED_TEMPLATE)

/** What all rewards have. */
function onShelf({ random, nowMs }: Drawing): Settings {
  return {
    pricePoints: pick(random, [2, 7, 20]),
    onSaleFromMs: random() < 0.9 ? nowMs - HOUR_MS : nowMs + at(random, 20) * HOUR_MS,
    onSaleUntilMs: random() < 0.8 ? null : nowMs + DAY_MS + at(random, 3 * DAY_MS),
    ...perhaps(random, 0.1, { tiers: ['silver', 'gold'] }),
    ...(random() < 0.4
      ? { limitPerMember: null }
      : { limitPerMember: pick(random, [1, 2, 3]), limitPer: periodOf(random) }),
  }
}

const periodOf = (random: Random) => pick(random, ['day', 'month', 'ever'])

/** Coupons that points buy: of one there is only so much. */
const VOUCHERS = ['spring', 'back']

const REWARDS: Readonly<Record<string, (drawing: Drawing) => Settings>> = {
  mug: (drawing) => ({ ...onShelf(drawing), title: '杯子', kind: 'item', stock: drawing.stock + 1 }),
  hat: (drawing) => ({
    ...onShelf(drawing),
    title: '帽子',
    kind: 'item',
    stock: drawing.stock,
    delivery: 'pick_up',
    ...perhaps(drawing.random, 0.5, { priceFen: 500 }),
    ...perhaps(drawing.random, 0.5, { stores: ['west', 'east'] }),
  }),
  ticket: (drawing) => ({ ...onShelf(drawing), title: '影票', kind: 'code', stock: null }),
  lesson: (drawing) => ({ ...onShelf(drawing), title: '茶艺课', kind: 'experience', stock: null }),
  massage: (drawing) => ({ ...onShelf(drawing), title: '按摩', kind: 'experience', stock: null }),
  club: (drawing) => ({
    ...onShelf(drawing),
    title: '茶友会',
    kind: 'membership',
    stock: null,
    membership: '茶友',
    days: pick(drawing.random, [1, 3]),
  }),
  voucher: (drawing) => ({
    ...onShelf(drawing),
    title: '换券',
    kind: 'coupon',
    stock: null,
    templateId: pick(drawing.random, VOUCHERS),
  }),
}

export const REWARD_IDS = Object.keys(REWARDS)

interface Slot {
  readonly slotId: string
  readonly startsAtMs: number
  readonly endsAtMs: number
  readonly capacity: number
}

const MOST_SLOTS = 6

/** What is in the mall: rewards and coupons as an operator drafts them, and what was heard of what became of them. */
export class Mall {
  /** Slots of the lesson: an operator adds to them. */
  readonly slots: Slot[] = []
  readonly batches: string[] = []
  readonly imports: string[] = []
  /** What was ever drafted: a client mostly asks for what there is. */
  readonly templates = new Set<string>()
  readonly rewards = new Set<string>()
  /** Every code that stood in a file. */
  readonly codes = new Set<string>()
  private readonly stocks: Readonly<Record<string, number>>

  constructor(random: Random) {
    this.stocks = Object.fromEntries([...TEMPLATE_IDS, ...REWARD_IDS].map((id) => [id, 1 + at(random, 3)]))
  }

  /** What there is when the shops open; the rest is published while they are. */
  opening(random: Random): readonly (readonly [kind: 'coupon_templates' | 'rewards', id: string])[] {
    const some = (ids: readonly string[]) => ids.filter(() => random() < 0.6)
    const templates = [...some(RETIRABLE_TEMPLATES), RETURNED_TEMPLATE]
    const rewards = some(REWARD_IDS).filter(
      (id) => id !== 'voucher' || VOUCHERS.every((one) => templates.includes(one)),
    )
    return [
      ...templates.map((id) => ['coupon_templates', id] as const),
      ...rewards.map((id) => ['rewards', id] as const),
    ]
  }

  draft(kind: 'coupon_templates' | 'rewards', id: string, random: Random, nowMs: number): Settings {
    const drawn = (kind === 'rewards' ? REWARDS : TEMPLATES)[id]
    if (!drawn) throw new Error(`nothing of ${kind} is called ${id}`)
    const known = kind === 'rewards' ? this.rewards : this.templates
    known.add(id)
    const body = drawn({ random, nowMs, stock: this.stocks[id] ?? 1 })
    return id === 'lesson' ? { ...body, slots: this.moreSlots(random, nowMs) } : body
  }

  someTemplate(random: Random): string {
    return pick(random, random() < 0.9 ? [...this.templates] : TEMPLATE_IDS)
  }

  someReward(random: Random): string {
    return pick(random, random() < 0.9 && this.rewards.size > 0 ? [...this.rewards] : REWARD_IDS)
  }

  private moreSlots(random: Random, nowMs: number): readonly Slot[] {
    const startsAtMs = nowMs + 60_000 + pick(random, [HOUR_MS, 5 * HOUR_MS, 2 * DAY_MS])
    const slotId = `s${this.slots.length + 1}`
    if (this.slots.length < MOST_SLOTS)
      this.slots.push({ slotId, startsAtMs, endsAtMs: startsAtMs + HOUR_MS, capacity: 1 + at(random, 2) })
    return [...this.slots]
  }
}
