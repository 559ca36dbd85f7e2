import type { Random } from '../../../cloudfunctions/kernel/seeded-random'
import type { Settings } from './programme'
import { at, pick } from './random'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const WHOLE_PPM = 1_000_000
/** An operator has no more wheels than that, one after another or side by side. */
const MOST_WHEELS = 4
/** Of more campaigns than six an event is given nothing: wheels beyond these have chances from elsewhere. */
const GIVES_ITSELF: ReadonlySet<string> = new Set(['wheel-1', 'wheel-2'])

/** The campaign of rules that gives chances to draw on a wheel, beside what wheels give themselves. */
export const LUCK = 'luck'
const isWheelId = (id: string) => /^wheel-\d+$/.test(id)
/** Campaigns that give chances to draw and no points. */
export const givesChances = (id: string) => id === LUCK || isWheelId(id)

interface Prize {
  readonly prizeId: string
  readonly kind: 'points' | 'coupon' | 'item' | 'thanks'
  readonly name: string
  readonly oddsPpm: number
  readonly valueFen?: number
  readonly points?: number
  readonly templateId?: string
  readonly stock?: number | null
}

interface ChanceRule {
  readonly when: string
  readonly effects: readonly { readonly code: 'draw_chance'; readonly campaignId: string; readonly times: number }[]
}

/** What campaigns that give chances say of how many. */
interface Shares {
  readonly perMember?: { readonly times: number }
  readonly perMemberDay?: { readonly times: number }
}

interface Wheel extends Shares {
  readonly title: string
  readonly kind: 'wheel'
  readonly fromMs: number
  readonly untilMs: number
  readonly isPaused: boolean
  readonly priority: number
  readonly rules: readonly ChanceRule[]
  readonly prizes: readonly Prize[]
  readonly fallback: string
  readonly freePerDay: number
  readonly mostPerDay: number
  readonly pricePoints?: number
  readonly disclosure: Readonly<Record<string, string>>
}

interface Luck extends Shares {
  readonly title: string
  readonly kind: 'rules'
  readonly fromMs: number
  readonly untilMs: number
  readonly isPaused: boolean
  readonly priority: number
  readonly rules: readonly ChanceRule[]
  readonly budget: { readonly times: number }
}

const DISCLOSURE = {
  organiser: '福点茶馆',
  contact: '021-5555 0000',
  conditions: '全体会员',
  drawTime: '活动期间每天',
  drawMethod: '在小程序里抽',
  claimTime: '中奖后',
  claimConditions: '本人账号',
  claimMethod: '到店出示',
  delivery: '当场到账',
  forfeiture: '过期视为放弃',
  prizeRules: '按会员规则使用',
  minors: '由监护人陪同',
}

/** The coupons that wheels give. There is always one more of them: how many a wheel has, it says itself. */
const PRIZE_COUPONS: Readonly<Record<string, (random: Random) => Settings>> = {
  treat: (random) => ({ title: '赠饮券', kind: 'cash', discountFen: pick(random, [300, 900]) }),
  kettle: (random) => ({ title: '手冲壶', kind: 'exchange', capFen: pick(random, [500, 3_000]), categories: ['tea'] }),
}
export const PRIZE_COUPON_IDS = Object.keys(PRIZE_COUPONS)

export function drawnPrizeCoupon(id: string, random: Random): Settings {
  const common = { stock: null, claimable: false, givable: false, limitPerMember: 1 }
  return { ...PRIZE_COUPONS[id]?.(random), ...common, validity: { days: pick(random, [1, 5]) } }
}

const chances = (when: string, campaignId: string, times: number): ChanceRule => ({
  when,
  effects: [{ code: 'draw_chance', campaignId, times }],
})

/** Small numbers, so that they are used up within a history. */
function sharesOf(random: Random): Shares {
  return {
    ...(random() < 0.3 ? { perMember: { times: pick(random, [1, 2, 5]) } } : {}),
    ...(random() < 0.3 ? { perMemberDay: { times: 1 } } : {}),
  }
}

/** Prizes of every kind, with little of what there is only so much of; what is left of the million is thanks. */
function prizesOf(random: Random, isSold: boolean): readonly Prize[] {
  const stock = () => pick(random, [1, 2, 3])
  const prizes: Prize[] = [
    {
      prizeId: 'kettle',
      kind: 'item',
      name: '手冲壶',
      oddsPpm: pick(random, [1, 150_000, 300_000]),
      valueFen: 19_900,
      templateId: 'kettle',
      stock: stock(),
    },
    {
      prizeId: 'treat',
      kind: 'coupon',
      name: '赠饮券',
      oddsPpm: pick(random, [200_000, 350_000]),
      valueFen: 900,
      templateId: 'treat',
      stock: random() < 0.5 ? null : stock(),
    },
  ]
  // Whoever paid points for a draw must not win points: that would be a bet.
  const points: Prize = {
    prizeId: 'points',
    kind: 'points',
    name: '积分',
    oddsPpm: pick(random, [150_000, 300_000]),
    valueFen: 20,
    points: pick(random, [1, 9]),
    stock: random() < 0.6 ? null : stock(),
  }
  const some = isSold ? prizes : [...prizes, points]
  const rest = some.reduce((left, { oddsPpm }) => left - oddsPpm, WHOLE_PPM)
  return [...some, { prizeId: 'thanks', kind: 'thanks', name: '谢谢参与', oddsPpm: rest }]
}

function begun(id: string, random: Random, nowMs: number): Wheel {
  const isSold = random() < 0.35
  const prizes = prizesOf(random, isSold)
  const endless = prizes.filter(({ stock = null }) => stock === null)
  const fromMs = random() < 0.75 ? nowMs : nowMs + at(random, 20) * HOUR_MS
  return {
    title: '幸运转盘',
    kind: 'wheel',
    fromMs,
    untilMs: fromMs + pick(random, [DAY_MS, 4 * DAY_MS, 60 * DAY_MS, 300 * DAY_MS]) - at(random, 5 * HOUR_MS),
    isPaused: false,
    priority: at(random, 3),
    rules: [
      ...(random() < 0.7 ? [chances('checked_in', id, 1 + at(random, 3))] : []),
      ...(random() < 0.7 ? [chances('order_paid', id, 2)] : []),
    ].slice(0, GIVES_ITSELF.has(id) ? 2 : 0),
    ...sharesOf(random),
    prizes,
    fallback: pick(random, endless).prizeId,
    freePerDay: pick(random, [0, 1, 3]),
    mostPerDay: pick(random, [3, 6, 12]),
    ...(isSold ? { pricePoints: pick(random, [2, 60, 500]) } : {}),
    disclosure: DISCLOSURE,
  }
}

/** More of a prize's odds, at the cost of thanks. */
function likelier(wheel: Wheel, random: Random): Wheel {
  const chosen = pick(random, wheel.prizes).prizeId
  const thanks = wheel.prizes.at(-1)?.oddsPpm ?? 0
  const more = Math.min(at(random, 120_000), thanks - 1)
  if (more < 1 || chosen === 'thanks') return wheel
  const moved = { [chosen]: more, thanks: -more } as Readonly<Record<string, number>>
  return {
    ...wheel,
    prizes: wheel.prizes.map((prize) => ({ ...prize, oddsPpm: prize.oddsPpm + (moved[prize.prizeId] ?? 0) })),
  }
}

/** What members take part by only becomes better for them once it has begun. */
function edited(id: string, wheel: Wheel, random: Random): Wheel {
  const resumed = { ...wheel, isPaused: false }
  switch (pick(random, ['pause', 'pause', 'odds', 'free', 'rule', 'price', 'points'])) {
    case 'pause':
      return { ...wheel, isPaused: !wheel.isPaused }
    case 'odds':
      return likelier(resumed, random)
    case 'free':
      return { ...resumed, freePerDay: Math.max(1, wheel.freePerDay), mostPerDay: wheel.mostPerDay + 1 }
    case 'rule':
      if (wheel.rules.length > 2 || !GIVES_ITSELF.has(id)) return resumed
      return { ...resumed, rules: [...wheel.rules, chances(pick(random, ['checked_in', 'order_paid']), id, 1)] }
    case 'price':
      return wheel.pricePoints === undefined ? resumed : { ...resumed, pricePoints: Math.max(1, wheel.pricePoints - 1) }
    default: {
      const prizes = wheel.prizes.map(({ points, ...prize }) =>
        points === undefined ? prize : { ...prize, points: points + 1 },
      )
      return { ...resumed, prizes }
    }
  }
}

/** As no operator may change it once it has begun. */
function worsened(wheel: Wheel, random: Random): object {
  const [first, ...others] = wheel.prizes
  return pick<object>(random, [
    { ...wheel, disclosure: { ...DISCLOSURE, forfeiture: '随时' } },
    { ...wheel, prizes: [{ ...first, stock: 9 }, ...others] },
    { ...wheel, prizes: [{ ...first, valueFen: 1 }, ...others] },
  ])
}

/** Wheels, and the campaign that gives chances, as an operator has them in draft. */
export class Wheels {
  private readonly wheels = new Map<string, Wheel>()
  private luck: Luck | null = null

  get ids(): readonly string[] {
    return [...this.wheels.keys()]
  }

  /** Prizes of which there is only so much, as they are called where stocks are. */
  get stocks(): readonly string[] {
    return [...this.wheels].flatMap(([id, { prizes }]) =>
      prizes.flatMap(({ prizeId, stock = null }) => (stock === null ? [] : [`${id}_${prizeId}`])),
    )
  }

  /** A new wheel, or another version of one that there is; and sometimes one that must not be published. */
  draft(random: Random, nowMs: number): readonly [id: string, body: Settings] {
    const isNew = this.wheels.size === 0 || (this.wheels.size < MOST_WHEELS && random() < 0.3)
    const id = isNew ? `wheel-${this.wheels.size + 1}` : pick(random, this.ids)
    const known = this.wheels.get(id)
    const hasBegun = known && known.fromMs + HOUR_MS < nowMs
    if (hasBegun && random() < 0.15) return [id, { ...worsened(known, random) }]
    const next = known ? edited(id, known, random) : begun(id, random, nowMs)
    this.wheels.set(id, next)
    return [id, { ...next }]
  }

  draftLuck(random: Random, nowMs: number): Settings {
    const known = this.luck
    const id = pick(random, this.ids) ?? 'wheel-1'
    const rules = [chances('checked_in', id, 1), chances('order_paid', id, 1 + at(random, 2))]
    const drawn = rules.slice(at(random, 2))
    if (!known) {
      const days = { fromMs: nowMs, untilMs: nowMs + 200 * DAY_MS }
      const share = { ...sharesOf(random), budget: { times: pick(random, [1, 3, 30]) } }
      this.luck = { title: '好运连连', kind: 'rules', ...days, isPaused: false, priority: 1, rules: drawn, ...share }
    } else if (random() < 0.3) this.luck = { ...known, isPaused: !known.isPaused }
    else if (random() < 0.5) this.luck = { ...known, budget: { times: known.budget.times + 1 } }
    else this.luck = { ...known, rules: drawn, isPaused: false }
    return { ...this.luck }
  }
}
