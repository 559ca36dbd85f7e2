import { Programme } from '../../../test/kit/programme'
import { workOn } from '../../../test/kit/work-on'
import { emptyAccount } from '../ledger'
import { previewFor } from './award'
import { EVENTS, type Facts, type RuleEvent } from './domain/rule'
import { conditions, effects, ruleSources, rulesOn } from './in-force'

const SHARING = /shar|forward|invit|refer|repost|分享|转发|邀请|拉新/i

/** Facts as the modules give them, one for each event: a new event without some here fails. */
const FACTS: Record<RuleEvent, Facts> = {
  member_joined: { enrolment: 1 },
  checked_in: { date: '2026-03-10', streakDays: 7, position: 7, before: 6, isMadeUp: false },
  order_paid: { amountFen: 5_000, eligibleFen: 5_000, rateBps: 15_000, tier: '金卡', store: 'a', storeName: '店' },
  order_vested: { amountFen: 5_000 },
  order_refunded: { amountFen: 5_000 },
  reward_redeemed: { reward: 'cup', points: 100 },
  coupon_used: { template: 'ten', discountFen: 1_000 },
  tier_changed: { tier: 'gold', from: 'silver' },
  birthday: { year: 2026 },
  day_passed: { date: '2026-03-10' },
  friend_qualified: { amountFen: 5_000 },
}
/** What somebody might hope to be paid for. */
const SHARED: Facts = {
  shares: 1_000,
  shareCode: 'poster-7',
  sharedBy: 'o-mei',
  isShared: true,
  visits: 50,
  invited: 9,
}

test('the events that may earn are a closed list, and no share is among them', () => {
  expect(EVENTS).toEqual(Object.keys(FACTS))
  for (const event of EVENTS) expect(event).not.toMatch(SHARING)
})

test('no rule can be asked for by an event of sharing', async () => {
  const work = workOn(await Programme.start())
  for (const event of ['shared', 'card_opened', 'friend_joined', 'invited', 'forwarded'])
    await expect(rulesOn(work, event as RuleEvent)).rejects.toThrow('no event')
})

test('no condition, effect or rule of any module speaks of sharing, and every source is on a known event', async () => {
  const work = workOn(await Programme.start())
  const codes = [...work.registry.all(conditions), ...work.registry.all(effects)].map(({ code }) => code)
  const sources = work.registry.all(ruleSources)
  const rules = sources.flatMap((source) => source.rules({}))
  expect(codes.length).toBeGreaterThan(3)
  expect(rules.length).toBeGreaterThan(3)
  for (const text of [...codes, ...rules.map((rule) => JSON.stringify(rule))]) expect(text).not.toMatch(SHARING)
  for (const source of sources) expect(EVENTS).toContain(source.event)
  for (const rule of rules) expect(EVENTS).toContain(rule.when)
})

test('whatever is known of shares, what an event earns stays the same to the point', async () => {
  const work = workOn(await Programme.start())
  let earned = 0
  for (const { event } of work.registry.all(ruleSources)) {
    const account = emptyAccount('m', 1, work.nowMs)
    const earnedBy = async (facts: Facts) =>
      (await previewFor(work, { event, facts, atMs: work.nowMs, account })).points
    const plain = await earnedBy(FACTS[event])
    expect(await earnedBy({ ...FACTS[event], ...SHARED })).toBe(plain)
    earned += plain
  }
  expect(earned).toBeGreaterThan(0)
})
