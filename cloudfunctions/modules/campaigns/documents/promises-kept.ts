import { canonicalJson, type Json } from '../../../kernel/canonical-json'
import type { Problem } from '../../../platform/problems'
import type { Amounts, CampaignBody } from '../domain/campaign'
import { STEPS_CODE } from '../domain/usage'
import type { DraftCampaign } from '../kinds'

const problem = (path: string, message: string): Problem => ({ path, message })

const OVER = '已经过去了；不再用的草稿可以删掉'

const isSame = (one: unknown, other: unknown) =>
  canonicalJson((one ?? null) as Json) === canonicalJson((other ?? null) as Json)

/** A bound that gets tighter, or is there where none was. */
function tighter(path: string, now: number | undefined, before: number | undefined): Problem[] {
  if (now === undefined || (before !== undefined && now >= before)) return []
  const was = before === undefined ? '没有限制' : `是 ${before}`
  return [problem(path, `活动已经开始，只能放宽：原来${was}`)]
}

const tighterAmounts = (path: string, now: Amounts | undefined, before: Amounts | undefined) =>
  (['points', 'fen', 'times'] as const).flatMap((unit) => tighter(`${path}.${unit}`, now?.[unit], before?.[unit]))

/** Steps count what was spent since the beginning: with other steps, what was given would no longer add up. */
const stepsIn = ({ rules }: CampaignBody) =>
  rules.flatMap(({ effects }) => effects.filter(({ code }) => code === STEPS_CODE))

/** What members may rely on once it has begun. Pausing stays possible at any time. */
function brokenOnceBegun(now: CampaignBody, before: CampaignBody): Problem[] {
  return [
    ...(now.fromMs === before.fromMs ? [] : [problem('fromMs', '活动已经开始，不能改')]),
    ...(now.untilMs < before.untilMs
      ? [problem('untilMs', '活动已经开始，只能延后；要提前停，写 isPaused: true 或者执行 ops.retire')]
      : []),
    ...(isSame(now.audience, before.audience) ? [] : [problem('audience', '活动已经开始，不能改')]),
    ...(isSame(stepsIn(now), stepsIn(before))
      ? []
      : [problem('rules', '活动已经开始，阶梯不能改：满额是从活动开始累计的')]),
    ...tighter('perEvent', now.perEvent, before.perEvent),
    ...tighterAmounts('perMember', now.perMember, before.perMember),
    ...tighterAmounts('perMemberDay', now.perMemberDay, before.perMemberDay),
    ...tighterAmounts('budget', now.budget, before.budget),
    ...tighterAmounts('budget.perDay', now.budget?.perDay, before.budget?.perDay),
    ...tighterAmounts('budget.perStore', now.budget?.perStore, before.budget?.perStore),
  ]
}

/** What may still be said differently of one that is over. */
const AFTERWARDS: readonly (keyof CampaignBody)[] = ['title', 'text', 'picture', 'isPaused']

function differsElsewhere(now: CampaignBody, before: CampaignBody): boolean {
  const names = new Set([...Object.keys(now), ...Object.keys(before)]) as ReadonlySet<keyof CampaignBody>
  return [...names].some((name) => !AFTERWARDS.includes(name) && !isSame(now[name], before[name]))
}

/**
 * What a draft breaks of what was published before. Points that rules give may be changed at any time: each event keeps
 * the version of its own moment, and the next one says on the page what it gives.
 */
export function promisesBroken({ body, before }: DraftCampaign, nowMs: number): readonly Problem[] {
  const then = before?.body
  if (!then) return body.untilMs <= nowMs ? [problem('untilMs', OVER)] : []
  if (then.kind !== body.kind) return [problem('kind', `发布过的是 ${then.kind}，不能改；请新建一个活动`)]
  if (then.untilMs <= nowMs)
    return differsElsewhere(body, then) ? [problem('untilMs', '活动已经结束；再办一次请新建一个活动')] : []
  if (then.fromMs <= nowMs) return brokenOnceBegun(body, then)
  const isAnnounced = then.warmUpFromMs !== undefined && then.warmUpFromMs <= nowMs
  if (isAnnounced && body.fromMs !== then.fromMs) return [problem('fromMs', '已经开始预热，开始时间告诉了会员，不能改')]
  return body.untilMs <= nowMs ? [problem('untilMs', OVER)] : []
}
