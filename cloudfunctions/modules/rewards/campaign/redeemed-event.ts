import type { Work } from '../../../platform/context'
import { happened, numberFact, type RuleSource } from '../../rules'
import type { Step } from '../domain/steps'
import type { Order } from '../orders/take-step'

export const REWARD_REDEEMED = 'reward_redeemed' as const

/** A reward that its member has got; no rule of the programme listens to it. */
export const redeemedRules: RuleSource = {
  event: REWARD_REDEEMED,
  rules: () => [],
  details: (facts) => [
    { label: '兑换的礼品', value: String(facts.title) },
    { label: '用掉的积分', value: String(numberFact(facts, 'points')) },
  ],
}

/** From here on a member can no longer cancel. */
const FINAL: readonly Step[] = ['sent', 'received']

/**
 * Tells the rules that a reward was redeemed, as soon as that can no longer be taken back by its member: else redeeming and
 * cancelling would earn whatever a campaign gives for it, again and again.
 */
export async function tellRedeemed(work: Work, { op: source, owner: member, order, steps }: Order): Promise<void> {
  const final = steps.find(({ to }) => FINAL.includes(to))
  if (!final) return
  const { rewardId: reward, title, kind, points } = order
  const facts = { reward, title, kind, points }
  await happened(work, { event: REWARD_REDEEMED, source, member, facts, atMs: final.atMs })
}
