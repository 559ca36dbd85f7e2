import { publishCampaign } from '../../../test/kit/campaigns'
import { cutStore } from '../../../test/kit/cut-store'
import { assertLedgerHolds } from '../../../test/kit/ledger-holds'
import { codeOf, dataOf } from '../../../test/kit/programme'
import { by, type Person, twoOfOne } from '../../../test/kit/two-of-one'
import { publishPrizeCoupons, ticks, wheelDraft } from '../../../test/kit/wheel'
import { MemoryStore } from '../../adapters/memory/memory-store'
import type { Store } from '../../platform/store'

const CAMPAIGN = { campaignId: 'wheel' }
const EARNED = 5

/** One person twice, of whom the old one has earned five chances and the other one none. */
async function earnedByOld(store: Store = new MemoryStore()) {
  const two = await twoOfOne({ store })
  const { programme, ops, old, now } = two
  await publishPrizeCoupons(programme)
  await publishCampaign(programme, 'wheel', {
    ...wheelDraft(programme),
    freePerDay: 0,
    mostPerDay: 20,
    rules: [{ when: 'checked_in', effects: [{ code: 'draw_chance', campaignId: 'wheel', times: EARNED }] }],
  })
  await ticks(programme)
  dataOf(await old.ask('check-in.perform', {}))
  const chancesOf = async ({ ask }: Person) => dataOf(await ask('lottery.wheel', CAMPAIGN)).chances.earned
  const both = async () => [await chancesOf(old), await chancesOf(now)]
  const merge = (key = 'm-1') => ops('ops.merge-members', { from: old.id, into: now.id, ...by }, key)
  const undo = (mergeId: string | null, key = 'u-1') =>
    ops('ops.undo-merge', { mergeId: mergeId ?? '', operator: '店长' }, key)
  return { ...two, both, merge, undo }
}

test('chances that nobody has drawn go along and can be drawn; the same command moves them once', async () => {
  const { programme, ops, old, now, both, merge } = await earnedByOld()
  dataOf(await old.ask('lottery.draw', CAMPAIGN))
  const planned = await ops('ops.merge-members', { from: old.id, into: now.id, ...by, dryRun: true })
  expect(dataOf(planned).moved.rooms).toEqual(['抽奖机会 4 次'])
  expect(await both()).toEqual([4, 0])
  expect(dataOf(await merge()).moved.rooms).toEqual(['抽奖机会 4 次'])
  await merge()
  expect(await both()).toEqual([0, 4])
  expect(codeOf(await old.ask('lottery.draw', CAMPAIGN))).toBe('no_chance_left')
  // What was drawn stays where it was drawn: the other begins with its own first draw.
  expect(dataOf(await now.ask('lottery.draw', CAMPAIGN))).toMatchObject({ draw: { number: 1 }, chancesLeft: 3 })
  expect(dataOf(await old.ask('lottery.draws', CAMPAIGN)).items).toHaveLength(1)
  await assertLedgerHolds(programme)
})

test('undone, those that are still there go back, and no more', async () => {
  const { programme, now, both, merge, undo } = await earnedByOld()
  const { mergeId } = dataOf(await merge())
  for (let draw = 0; draw < 2; draw += 1) dataOf(await now.ask('lottery.draw', CAMPAIGN))
  expect(dataOf(await undo(mergeId)).returned.rooms).toEqual(['抽奖机会 3 次'])
  await undo(mergeId)
  expect(await both()).toEqual([3, 0])
  await assertLedgerHolds(programme)
})

test('chances of the other remain its own when a merge is undone', async () => {
  const { now, both, merge, undo } = await earnedByOld()
  dataOf(await now.ask('check-in.perform', {}))
  const { mergeId } = dataOf(await merge())
  expect(await both()).toEqual([0, 2 * EARNED])
  dataOf(await undo(mergeId))
  expect(await both()).toEqual([EARNED, EARNED])
})

test('of a wheel that is over nothing goes', async () => {
  const { programme, merge } = await earnedByOld()
  programme.advanceDays(10)
  expect(dataOf(await merge()).moved.rooms).toEqual([])
})

test('drawn and merged at once, each chance is drawn once or goes once', async () => {
  const { programme, old, now, both, merge } = await earnedByOld()
  const draws = Array.from({ length: 3 }, () => old.ask('lottery.draw', CAMPAIGN))
  const others = Array.from({ length: 3 }, () => now.ask('lottery.draw', CAMPAIGN))
  const [merged, ...drawn] = await Promise.all([merge(), ...draws, ...others, merge(), merge()])
  dataOf(merged)
  const made = drawn.slice(0, 6).filter(({ ok }) => ok).length
  const [left = 0, there = 0] = await both()
  expect(left).toBe(0)
  expect(made + there).toBe(EARNED)
  await assertLedgerHolds(programme)
})

test('they are lost nowhere and counted once, wherever a function ends', async () => {
  for (let writes = 1, isDone = false; !isDone; writes += 1) {
    const cut = cutStore(new MemoryStore())
    const { programme, both, merge } = await earnedByOld(cut.store)
    cut.cutAfter(writes)
    isDone = (await merge()).ok
    cut.goOn()
    expect(dataOf(await merge()).moved.rooms).toEqual(['抽奖机会 5 次'])
    expect(await both()).toEqual([0, EARNED])
    await assertLedgerHolds(programme)
  }
})
