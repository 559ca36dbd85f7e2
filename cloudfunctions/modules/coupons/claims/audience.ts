import { type Refusal, refuse } from '../../../kernel/refusal'
import type { Work } from '../../../platform/context'
import { type Account, accountOf } from '../../ledger'
import { ladderAt, tierOf } from '../../tiers'
import type { TemplateBody } from '../templates/schema'

/** Why an account is not of a template's audience; null when it is. A template without one asks for nothing. */
export async function notOfAudience(
  work: Work,
  { audience }: Pick<TemplateBody, 'audience'>,
  account: () => Promise<Account | null>,
): Promise<Refusal<'not_eligible'> | null> {
  if (!audience) return null
  const known = await account()
  const tier = known && (await tierOf(work, known))
  if (tier && audience.tiers.includes(tier.tierId)) return null
  const wanted = (await ladderAt(work, work.nowMs)).filter(({ tierId }) => audience.tiers.includes(tierId))
  return refuse('not_eligible', { tiers: wanted.map(({ name }) => name).join('、') })
}

/** The audience of one member, whose account is read only where it matters. */
export function notAmong(work: Work, body: TemplateBody, memberId: string) {
  return notOfAudience(work, body, () => accountOf(work, memberId))
}
