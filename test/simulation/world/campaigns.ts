import type { Random } from '../../../cloudfunctions/kernel/seeded-random'
import type { Settings } from './programme'
import { at, pick } from './random'

const DAY_MS = 86_400_000
const LONG_MS = 300 * DAY_MS

export const CAMPAIGN_IDS = ['daily', 'double'] as const
type CampaignId = (typeof CAMPAIGN_IDS)[number]

interface Draft {
  readonly title: string
  readonly kind: 'rules'
  readonly fromMs: number
  readonly untilMs: number
  readonly rules: readonly object[]
  readonly priority: number
  readonly isPaused: boolean
  readonly perEvent?: number
  readonly perMember: { readonly points: number }
  readonly budget: { readonly points: number }
}

const fixed = (when: string, points: number) => ({
  when,
  effects: [{ code: 'points_fixed', points, for: '活动奖励' }],
})
const multiplied = (rateBps: number) => ({ when: 'order_paid', effects: [{ code: 'points_multiplied', rateBps }] })

/** What a campaign gives: an operator may change that at any time. */
const RULES: Readonly<Record<CampaignId, (random: Random) => Draft['rules']>> = {
  daily: (random) => [
    fixed('checked_in', pick(random, [1, 4, 9])),
    ...(random() < 0.6 ? [fixed('order_paid', pick(random, [1, 3]))] : []),
  ],
  double: (random) => [
    random() < 0.8 ? multiplied(pick(random, [12_500, 20_000, 33_333])) : fixed('order_paid', pick(random, [2, 11])),
  ],
}

function begun(id: CampaignId, random: Random, nowMs: number): Draft {
  return {
    title: id === 'daily' ? '天天加码' : '消费多倍',
    kind: 'rules',
    fromMs: nowMs,
    untilMs: nowMs + LONG_MS,
    rules: RULES[id](random),
    priority: at(random, 3),
    isPaused: false,
    ...(random() < 0.4 ? { perEvent: pick(random, [3, 15]) } : {}),
    perMember: { points: pick(random, [12, 50, 400]) },
    budget: { points: pick(random, [15, 40, 150]) },
  }
}

/** Once it has begun, what it promises is only widened. */
function edited(id: CampaignId, draft: Draft, random: Random): Draft {
  switch (pick(random, ['rules', 'rules', 'pause', 'budget', 'share'])) {
    case 'pause':
      return { ...draft, isPaused: !draft.isPaused }
    case 'budget':
      return { ...draft, budget: { points: draft.budget.points + pick(random, [10, 60]) } }
    case 'share':
      return { ...draft, perMember: { points: draft.perMember.points + pick(random, [5, 30]) } }
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
