import { businessDateOf, startOfDateMs } from '../../kernel/business-date'
import type { Work } from '../../platform/context'
import type { Account } from '../ledger'
import { type Facts, happened, type RuleSource } from '../rules'
import { tierIn } from './domain/ladder'
import type { Standing, TierChange } from './domain/standing'
import { tierRules } from './ladder-in-force'

const TIER_CHANGED = 'tier_changed' as const

const named = (facts: Facts, name: string) => String(facts[name] ?? '') || '没有等级'

/** A change of a member's own tier; no rule of the programme listens to it. */
export const tierChangedRules: RuleSource = {
  event: TIER_CHANGED,
  rules: () => [],
  details: (facts) => [
    { label: '原来的等级', value: named(facts, 'fromName') },
    { label: '现在的等级', value: named(facts, 'tierName') },
  ],
}

/**
 * When a tier changed, the same whoever asks: the moment of the purchase that led there, or the start of the day for what
 * a review or a new ladder changed.
 */
function movedAtMs({ tail }: Pick<Account, 'tail'>, { on, cause }: TierChange): number {
  const isOf = ({ trace, atMs }: Account['tail'][number]) =>
    (trace as { newTier?: string }).newTier !== undefined && businessDateOf(atMs) === on
  const entry = cause === 'order' ? tail.filter(isOf).at(-1) : undefined
  return entry?.atMs ?? startOfDateMs(on)
}

/** Tells the rules of the newest change of a tier, once however often it is looked at. */
export async function tellRules(work: Work, account: Account, { changes }: Standing): Promise<void> {
  const [newest] = changes
  if (!newest) return
  const { ladder } = await tierRules(work)
  const [from, tier] = [tierIn(ladder, newest.from), tierIn(ladder, newest.to)]
  const facts = {
    tier: newest.to,
    from: newest.from,
    tierName: tier?.name ?? '',
    fromName: from?.name ?? '',
    isUp: tier !== null && tier.order > (from?.order ?? Number.NEGATIVE_INFINITY),
  }
  await happened(work, {
    event: TIER_CHANGED,
    source: `${account._id}|${newest.on}|${newest.from}|${newest.to}`,
    member: account.member,
    facts,
    atMs: movedAtMs(account, newest),
  })
}
