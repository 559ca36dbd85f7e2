import type { Problem } from '../../../platform/problems'
import type { Amounts, CampaignBody, CampaignRule, Unit } from '../domain/campaign'
import { leastOf, STEPS_CODE } from '../domain/usage'

/** A campaign is a run of something: what is to last for years is a rule of the programme. */
const LONGEST_MS = 400 * 24 * 3_600_000

/** Events that happen in a store. */
const IN_STORES: ReadonlySet<string> = new Set(['order_paid', 'order_vested', 'order_refunded', 'coupon_used'])

const problem = (path: string, message: string): Problem => ({ path, message })

function problemsOfDays({ fromMs, untilMs, warmUpFromMs }: CampaignBody): Problem[] {
  return [
    ...(untilMs <= fromMs ? [problem('untilMs', '要晚于 fromMs')] : []),
    ...(untilMs - fromMs > LONGEST_MS ? [problem('untilMs', '一次活动最长 400 天')] : []),
    ...(warmUpFromMs !== undefined && warmUpFromMs >= fromMs ? [problem('warmUpFromMs', '要早于 fromMs')] : []),
  ]
}

function moreThan(path: string, part: Amounts | undefined, whole: Amounts | undefined, ofWhole: string): Problem[] {
  return (['points', 'fen', 'times'] as const).flatMap((unit) => {
    const [own, most] = [part?.[unit], whole?.[unit]]
    return own !== undefined && most !== undefined && own > most
      ? [problem(`${path}.${unit}`, `不能比 ${ofWhole}.${unit} 大`)]
      : []
  })
}

/** A budget that could not pay for what a rule gives at the least would promise what nobody gets. */
function belowOneAward(path: string, amounts: Amounts | undefined, rules: readonly CampaignRule[]): Problem[] {
  if (!amounts) return []
  const units: readonly Unit[] = ['points', 'fen', 'times']
  return units.flatMap((unit) => {
    const own = amounts[unit]
    const largest = Math.max(0, ...rules.map((rule) => leastOf(rule)[unit]))
    return own !== undefined && own < largest ? [problem(`${path}.${unit}`, `不够发一次：一次要 ${largest}`)] : []
  })
}

function problemsOfBudget({ budget, rules, perMember, perMemberDay, forecastPointsPerDay }: CampaignBody): Problem[] {
  const isInStores = rules.some(({ when }) => IN_STORES.has(when))
  return [
    ...moreThan('perMemberDay', perMemberDay, perMember, 'perMember'),
    ...moreThan('budget.perDay', budget?.perDay, budget, 'budget'),
    ...moreThan('budget.perStore', budget?.perStore, budget, 'budget'),
    ...belowOneAward('budget', budget, rules),
    ...belowOneAward('budget.perDay', budget?.perDay, rules),
    ...belowOneAward('budget.perStore', budget?.perStore, rules),
    ...(budget?.perStore && !isInStores ? [problem('budget.perStore', '规则里没有在门店发生的事件，分不出门店')] : []),
    ...(forecastPointsPerDay !== undefined && budget?.points === undefined
      ? [problem('forecastPointsPerDay', '要先写 budget.points，才知道发得有多快')]
      : []),
  ]
}

interface StepLike {
  readonly fen: number
  readonly points: number
}

const isStep = (step: unknown): step is StepLike =>
  typeof step === 'object' &&
  step !== null &&
  Number.isSafeInteger(Reflect.get(step, 'fen')) &&
  Number.isSafeInteger(Reflect.get(step, 'points'))

/** Steps that overlap: each asks for more than the one before and gives more, and there is one ladder of them. */
function problemsOfSteps(rules: readonly CampaignRule[]): Problem[] {
  const ladders = rules.flatMap(({ effects }, rule) =>
    effects.flatMap((effect, at) =>
      effect.code === STEPS_CODE ? [{ path: `rules.${rule}.effects.${at}`, steps: effect.steps }] : [],
    ),
  )
  const others = ladders.slice(1).map(({ path }) => problem(path, '一个活动只能有一组阶梯，满额是按整个活动累计的'))
  const overlapping = ladders.flatMap(({ path, steps }) => {
    if (!Array.isArray(steps) || !steps.every(isStep)) return []
    return steps.flatMap((step, at) => {
      const before = steps[at - 1]
      if (!before) return []
      return [
        ...(step.fen <= before.fen ? [problem(`${path}.steps.${at}.fen`, '要比前一档大，档位不能重叠')] : []),
        ...(step.points <= before.points ? [problem(`${path}.steps.${at}.points`, '要比前一档多')] : []),
      ]
    })
  })
  return [...others, ...overlapping]
}

/** What of a campaign cannot be together, whatever else is published: in the order of its fields. */
export function contradictionsOf(body: CampaignBody): readonly Problem[] {
  return [...problemsOfDays(body), ...problemsOfSteps(body.rules), ...problemsOfBudget(body)]
}
