import type { Random } from '../../../cloudfunctions/kernel/seeded-random'
import type { Settings } from './programme'
import { at, pick } from './random'

const DAY_MS = 86_400_000
const LONG_MS = 300 * DAY_MS

export const CAMPAIGN_IDS = ['daily', 'double', 'ladder'] as const
type CampaignId = (typeof CAMPAIGN_IDS)[number]

interface Draft {
  readonly title: string
  readonly kind: 'rules'
  readonly fromMs: number
  readonly untilMs: number
  readonly rules: readonly object[]
  readonly priority: number
  readonly compounds: boolean
  readonly isPaused: boolean
  readonly perEvent?: number
  readonly perMember: { readonly points: number; readonly times?: number }
  readonly perMemberDay?: { readonly points?: number; readonly times?: number }
  readonly budget: {
    readonly points: number
    readonly times?: number
    readonly perDay?: { readonly points: number }
    readonly perStore?: { readonly points: number }
  }
}

const TITLES: Readonly<Record<CampaignId, string>> = { daily: '天天加码', double: '消费多倍', ladder: '满额有礼' }

const fixed = (when: string, points: number) => ({
  when,
  effects: [{ code: 'points_fixed', points, for: '活动奖励' }],
})
const multiplied = (rateBps: number) => ({ when: 'order_paid', effects: [{ code: 'points_multiplied', rateBps }] })
const STEPS = [
  { fen: 3_000, points: 6 },
  { fen: 9_000, points: 14 },
  { fen: 20_000, points: 30 },
]

/** Some do not go together with others of their group. */
const grouped = (random: Random, rule: object) => (random() < 0.35 ? { ...rule, stackingGroup: 'best' } : rule)

/** What a campaign gives: an operator may change that at any time, but not its steps. */
const RULES: Readonly<Record<CampaignId, (random: Random) => Draft['rules']>> = {
  daily: (random) => [
    fixed('checked_in', pick(random, [1, 4, 9])),
    ...(random() < 0.6 ? [grouped(random, fixed('order_paid', pick(random, [1, 3])))] : []),
  ],
  double: (random) => [
    grouped(
      random,
      random() < 0.8 ? multiplied(pick(random, [12_500, 20_000, 33_333])) : fixed('order_paid', pick(random, [2, 11])),
    ),
  ],
  ladder: () => [{ when: 'order_paid', effects: [{ code: 'points_steps', steps: STEPS }] }],
}

/** So much for a member and their day, and of the budget for a day or a store: not all of it in one campaign. */
function bounds(id: CampaignId, random: Random): Pick<Draft, 'perEvent' | 'perMember' | 'perMemberDay' | 'budget'> {
  const sometimes = <T extends object>(chance: number, some: T): T | object => (random() < chance ? some : {})
  return {
    ...sometimes(0.4, { perEvent: pick(random, [3, 15]) }),
    perMember: { points: pick(random, [12, 50, 400]), ...sometimes(0.2, { times: pick(random, [1, 3]) }) },
    ...sometimes(0.3, { perMemberDay: pick(random, [{ points: 10 }, { times: 1 }]) }),
    budget: {
      points: pick(random, [15, 40, 150]),
      ...sometimes(0.2, { times: pick(random, [2, 9]) }),
      ...sometimes(0.3, { perDay: { points: 12 } }),
      ...sometimes(id === 'double' ? 0.4 : 0, { perStore: { points: 13 } }),
    },
  }
}

function begun(id: CampaignId, random: Random, nowMs: number): Draft {
  return {
    title: TITLES[id],
    kind: 'rules',
    fromMs: nowMs,
    untilMs: nowMs + LONG_MS,
    rules: RULES[id](random),
    priority: at(random, 3),
    compounds: random() < 0.4,
    isPaused: false,
    ...bounds(id, random),
  }
}

/** Once it has begun, what it promises is only widened. */
function edited(id: CampaignId, draft: Draft, random: Random): Draft {
  const { budget, perMember } = draft
  switch (pick(random, ['rules', 'rules', 'pause', 'budget', 'share'])) {
    case 'pause':
      return { ...draft, isPaused: !draft.isPaused }
    case 'budget':
      return { ...draft, budget: { ...budget, points: budget.points + pick(random, [10, 60]) } }
    case 'share':
      return { ...draft, perMember: { ...perMember, points: perMember.points + pick(random, [5, 30]) } }
    default:
      return { ...draft, rules: RULES[id](random), priority: at(random, 3), isPaused: false }
  }
}

/** Campaigns as an operator has them in draft. */
export class Campaigns {
  private readonly drafts = new Map<CampaignId, Draft>()

  draft(id: CampaignId, random: Random, nowMs: number): Settings {
    const known = this.drafts.get(id)
    const next = known ? edited(id, known, random) : begun(id, random, nowMs)
    this.drafts.set(id, next)
    return { ...next }
  }
}
