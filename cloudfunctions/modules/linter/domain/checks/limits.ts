import { type CampaignDraft, type Clause, conditionsOf, effectsOf, numberIn, overlap } from '../draft'
import type { Finding } from '../finding'
import type { Check, Surroundings } from '../surroundings'

const DAY_MS = 24 * 3_600_000

interface Bound {
  readonly path: string
  readonly text: string
  readonly most: number | undefined
}

/** Bounds on points from the narrowest reach to the widest: each is there to be met before the next one is. */
const pointBoundsOf = ({ perEvent, perMemberDay, perMember, budget }: CampaignDraft): readonly Bound[] => [
  { path: 'perEvent', text: '每次最多给的', most: perEvent },
  { path: 'perMemberDay.points', text: '每人每天最多给的', most: perMemberDay?.points },
  { path: 'perMember.points', text: '每人最多给的', most: perMember?.points },
  { path: 'budget.points', text: '总预算', most: budget?.points },
]

const timesBoundsOf = ({ perMemberDay, perMember, budget }: CampaignDraft): readonly Bound[] => [
  { path: 'perMemberDay.times', text: '每人每天最多的次数', most: perMemberDay?.times },
  { path: 'perMember.times', text: '每人最多的次数', most: perMember?.times },
  { path: 'budget.times', text: '总份数', most: budget?.times },
]

const daysOf = ({ fromMs, untilMs }: CampaignDraft) => (untilMs - fromMs) / DAY_MS

/** A limit that another one always reaches first. */
function neverBinds(bounds: readonly Bound[]): readonly Finding[] {
  return bounds.flatMap(({ path, text, most }, at) => {
    const wider = bounds.slice(at + 1).find((bound) => bound.most !== undefined && bound.most < (most ?? 0))
    if (most === undefined || !wider) return []
    return [
      {
        code: 'limit_never_binds',
        severity: 'warning' as const,
        path,
        what: `${text}是 ${most}，${wider.text}只有 ${wider.most}，这个上限永远碰不到`,
        todo: '两个数多半写反了，或者这一项可以去掉',
      },
    ]
  })
}

/** Limits that never bind, and the day's budget against the whole. */
export const limitsBind: Check = (draft) => {
  const { points, perDay } = draft.budget ?? {}
  const daily = perDay?.points
  return [
    ...neverBinds(pointBoundsOf(draft)),
    ...neverBinds(timesBoundsOf(draft)),
    ...(daily !== undefined && points !== undefined && daily > points
      ? [
          {
            code: 'limit_never_binds',
            severity: 'warning' as const,
            path: 'budget.perDay.points',
            what: `每天的预算 ${daily} 比总预算 ${points} 还大，每天的上限永远碰不到`,
            todo: '把每天的预算改小，或者去掉这一项',
          },
        ]
      : []),
  ]
}

/** A promise of points that a limit always cuts. */
export const awardFits: Check = (draft, { pointsName }) =>
  effectsOf(draft).flatMap(({ clause, path }): readonly Finding[] => {
    if (clause.code !== 'points_fixed') return []
    const points = numberIn(clause, 'points')
    const tight = pointBoundsOf(draft).find(({ most }) => most !== undefined && most < points)
    if (!tight) return []
    return [
      {
        code: 'award_above_limit',
        severity: 'error',
        path: `${path}.points`,
        what: `说好给 ${points} ${pointsName}，${tight.text}只有 ${tight.most}，没有人拿得到说好的数`,
        todo: `把 ${tight.path} 提到 ${points} 以上，或者少给一点`,
      },
    ]
  })

const stepsOf = (clause: Clause) =>
  (Array.isArray(clause.steps) ? clause.steps : []) as readonly { readonly fen: number; readonly points: number }[]

/** Steps whose points nobody can be given, or whose spending nobody can reach. */
export const stepsReachable: Check = (draft) =>
  effectsOf(draft).flatMap(({ clause, path }): readonly Finding[] => {
    if (clause.code !== 'points_steps') return []
    const tight = pointBoundsOf(draft)
      .slice(1)
      .find(({ path: at, most }) => at !== 'perMemberDay.points' && most !== undefined)
    if (tight?.most === undefined) return []
    const most = tight.most
    return stepsOf(clause).flatMap(({ points }, nth) =>
      points <= most
        ? []
        : [
            {
              code: 'unreachable_step',
              severity: 'error' as const,
              path: `${path}.steps.${nth}`,
              what: `第 ${nth + 1} 档一共给 ${points}，${tight.text}只有 ${most}，这一档给不满`,
              todo: `把 ${tight.path} 提到 ${points} 以上，或者去掉这一档`,
            },
          ],
    )
  })

/** A budget that the forecast itself uses up on the first day. */
export const budgetLasts: Check = (draft, { pointsName }) => {
  const { budget, forecastPointsPerDay: forecast } = draft
  if (forecast === undefined || budget?.points === undefined) return []
  if (daysOf(draft) <= 1 || budget.points > forecast) return []
  return [
    {
      code: 'budget_ends_in_a_day',
      severity: 'error',
      path: 'budget.points',
      what: `预计每天发 ${forecast} ${pointsName}，总预算 ${budget.points} 第一天就发完，活动要办 ${Math.ceil(daysOf(draft))} 天`,
      todo: '加预算、定每天的预算，或者少给一点；先预演一遍看每天要发多少',
    },
  ]
}

const ONCE = ['first_enrolment', 'first_order', 'birthday_month']

/** Points without any ceiling: neither a member nor the whole. */
export const hasCeiling: Check = (draft) => {
  const { budget, perMember, perMemberDay } = draft
  const isBounded = [budget?.points, budget?.fen, budget?.times, perMember?.points, perMember?.times].some(
    (most) => most !== undefined,
  )
  if (isBounded || perMemberDay !== undefined) return []
  return draft.rules.flatMap((rule, at): readonly Finding[] => {
    const isOnce = conditionsOf(draft, at).some(({ clause }) => ONCE.includes(clause.code))
    const gives = rule.effects.some(({ code }) => code !== 'inbox_message')
    if (isOnce || !gives || draft.kind !== 'rules') return []
    return [
      {
        code: 'no_ceiling',
        severity: 'warning',
        path: `rules.${at}`,
        what: '没有预算，也没有每人的上限，送多少没有底',
        todo: '写上 budget 或者 perMember，至少写 perMemberDay',
      },
    ]
  })
}

const asTexts = (clauses: readonly Clause[]) => clauses.map((clause) => JSON.stringify(clause))

/** What a rule comes to, where that can be compared without an event. */
function strengthOf(effects: readonly Clause[]): { readonly code: string; readonly value: number } | null {
  const [only, ...others] = effects
  if (!only || others.length > 0) return null
  if (only.code === 'points_fixed') return { code: only.code, value: numberIn(only, 'points') }
  if (only.code === 'points_multiplied') return { code: only.code, value: numberIn(only, 'rateBps') }
  return null
}

interface GroupedRule {
  readonly conditions: readonly Clause[]
  readonly effects: readonly Clause[]
  readonly when: string
  readonly stackingGroup?: string | undefined
  readonly title: string
}

/** All rules that run the whole time beside those of a draft, its own included. */
function besides(draft: CampaignDraft, { others }: Surroundings): readonly GroupedRule[] {
  const whole = others.filter(
    (one) => one.fromMs <= draft.fromMs && one.untilMs >= draft.untilMs && overlap(one, draft),
  )
  return [draft, ...whole].flatMap(({ rules, audience = [], title }) =>
    rules.map((rule) => ({ ...rule, conditions: [...audience, ...rule.conditions], title })),
  )
}

/** A rule that never is the best of its stacking group: whoever gets it, gets a better one instead. */
export const sometimesBest: Check = (draft, around) => {
  const all = besides(draft, around)
  return draft.rules.flatMap((rule, at): readonly Finding[] => {
    const mine = strengthOf(rule.effects)
    if (rule.stackingGroup === undefined || !mine) return []
    const conditions = asTexts(conditionsOf(draft, at).map(({ clause }) => clause))
    const better = all.find((other, nth) => {
      if (nth === at || other.stackingGroup !== rule.stackingGroup || other.when !== rule.when) return false
      const theirs = strengthOf(other.effects)
      if (theirs?.code !== mine.code) return false
      const isStronger = theirs.value > mine.value || (theirs.value === mine.value && nth < at)
      return isStronger && asTexts(other.conditions).every((one) => conditions.includes(one))
    })
    if (!better) return []
    return [
      {
        code: 'never_best',
        severity: 'error',
        path: `rules.${at}.stackingGroup`,
        what: `叠加组 ${rule.stackingGroup} 里只有最好的一条生效，能得到这一条的人总会得到「${better.title}」里更好的一条，这一条永远不给`,
        todo: '换一个叠加组，或者去掉这一条',
      },
    ]
  })
}
