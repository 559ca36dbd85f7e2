import type { Problem } from '../../../platform/problems'
import { endOfDateMs } from '../domain/validity'
import type { TemplateBody } from './schema'

type Path = keyof TemplateBody | 'thresholdFen' | 'discountFen' | 'validity.untilDate'

/** What of a template cannot be together, whatever else is published: the first at each place. */
export function contradictionsOf(body: TemplateBody): readonly Problem[] {
  const problems: Problem[] = []
  const refuse = (path: Path, message: string) => problems.push({ path, message })
  const { validity, claimable, claimFromMs, claimUntilMs, limitPerDay, limitPerMember, audience } = body
  if (body.kind === 'threshold' && body.discountFen > body.thresholdFen) refuse('discountFen', '不能比 thresholdFen 大')
  if (limitPerDay !== undefined && limitPerDay > limitPerMember) refuse('limitPerDay', '不能比 limitPerMember 大')
  if ('untilDate' in validity && validity.untilDate < validity.fromDate)
    refuse('validity.untilDate', '不能早于 fromDate')
  if (claimFromMs !== undefined && claimUntilMs !== undefined && claimUntilMs <= claimFromMs)
    refuse('claimUntilMs', '要晚于 claimFromMs')
  else if (claimUntilMs !== undefined && 'untilDate' in validity && claimUntilMs > endOfDateMs(validity.untilDate))
    refuse('claimUntilMs', '不能晚于券的最后一天')
  if (!claimable) {
    const unused = { limitPerDay, claimFromMs, claimUntilMs, audience }
    for (const [path, value] of Object.entries(unused))
      if (value !== undefined) refuse(path as Path, 'claimable 是 false，不开放领取，就不用填')
  }
  return problems
}
