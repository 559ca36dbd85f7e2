import type { Work } from '../../../platform/context'
import { promiseOf } from '../../rules'
import type { CampaignBody, MemberShare } from '../domain/campaign'
import { kindNamed } from '../kinds'
import type { RunningVersion } from '../running/compile'

type Words = { readonly points: string }

/** What its kind promises, and each rule as it says itself, without whom it is for: that is said once for all. */
export async function promisesOf(
  work: Work,
  { campaign, rules }: RunningVersion,
  words: Words,
): Promise<readonly string[]> {
  const audience = campaign.body.audience.length
  const ofKind = await kindNamed(work, campaign.body.kind)?.promises?.(work, campaign, words)
  return [
    ...(ofKind ?? []),
    ...rules.map((rule) => promiseOf(work, { ...rule, conditions: rule.conditions.slice(audience) }, words)),
  ]
}

const shareTexts = (who: string, share: MemberShare | undefined, { points }: Words) => [
  ...(share?.points === undefined ? [] : [`${who}最多得 ${share.points} ${points}`]),
  ...(share?.times === undefined ? [] : [`${who}最多得 ${share.times} 次`]),
]

/** What bounds one member, and all together. */
export function limitTexts(
  { perEvent, perMember, perMemberDay, budget }: CampaignBody,
  words: Words,
): readonly string[] {
  const { points } = words
  return [
    ...(perEvent === undefined ? [] : [`一次最多得 ${perEvent} ${points}`]),
    ...shareTexts('每人每天', perMemberDay, words),
    ...shareTexts('每人', perMember, words),
    ...(budget?.perDay?.points === undefined ? [] : [`每天共 ${budget.perDay.points} ${points}，当天发完为止`]),
    ...(budget?.points === undefined ? [] : [`全部共 ${budget.points} ${points}，发完为止`]),
    ...(budget?.times === undefined ? [] : [`全部共 ${budget.times} 份，发完为止`]),
    ...(budget?.fen === undefined && budget?.perStore === undefined ? [] : ['总量有限，发完为止']),
  ]
}
