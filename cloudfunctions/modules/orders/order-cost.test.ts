import { countingStore } from '../../../test/bench/counting-store'
import { LADDER, publishLadder } from '../../../test/kit/ladder'
import { Programme } from '../../../test/kit/programme'
import { bought, buying, refunding, shopper, shopWith } from '../../../test/kit/purchases'
import { MemoryStore } from '../../adapters/memory/memory-store'
import { type Work, workOf } from '../../platform/context'
import { guardStore } from '../../platform/guarded-store'
import { defineModule, registryOf } from '../../platform/module'
import { modules } from '..'
import { ruleSources } from '../rules'

/** A module with so many rules on what is no order. Whoever looked at one of them would stumble. */
const withRules = (count: number) =>
  defineModule({
    name: 'more',
    contract: {},
    handlers: {},
    extends: [
      ruleSources.with({
        event: 'checked_in',
        rules: () =>
          Array.from({ length: count }, (_, at) => ({
            id: `more-${at}`,
            when: at % 2 ? ('checked_in' as const) : ('member_joined' as const),
            conditions: [{ code: 'nobody_knows' }],
            effects: [{ code: 'nobody_knows' }],
          })),
        details: () => [],
      }),
    ],
  })

async function counted(rules: number) {
  const store = new MemoryStore()
  const setUp = await shopWith({ welcomePoints: 0, maxPointsPerDay: 100_000, earnFromFen: 100 }, { store })
  await publishLadder(setUp, { base: LADDER.base, gold: { ...LADDER.gold, growthAtLeast: 1_000_000 } })
  const { memberId } = await shopper(setUp)
  for (let at = 0; at < 20; at += 1) await bought(setUp, { memberId, orderNo: `B-${at}`, amountFen: 1_000 })
  const counting = countingStore(store)
  const programme = new Programme({ store: counting.store })
  programme.nowMs = setUp.nowMs
  const { ports } = programme
  const guard = { timeLeftMs: () => 20_000, sleep: ports.sleep, random: ports.random }
  const registry = registryOf([...modules, withRules(rules)])
  const work = (): Work => workOf(ports, registry, guardStore(counting.store, guard), guard.timeLeftMs)
  const calls = () => {
    const { reads, writes } = counting.take()
    return { reads, writes }
  }
  // What is published is read once in five seconds, and is not the order's own.
  await buying(programme, { memberId, orderNo: 'A-0', amountFen: 1_000 }, work())
  calls()
  const order = { memberId, orderNo: 'A-1', amountFen: 5_000, key: 'k-1' }
  expect(await buying(programme, order, work())).toMatchObject({ award: { points: 50 } })
  const recording = calls()
  await buying(programme, order, work())
  const repeating = calls()
  await refunding(programme, { orderNo: 'A-1', amountFen: 1_000 }, work())
  return { recording, repeating, refunding: calls() }
}

test.each([0, 10, 1_000])(
  'an order takes four calls of its own beside %i rules that do not match, and a repetition two',
  async (rules) => {
    expect(await counted(rules)).toEqual({
      recording: { reads: 1, writes: 3 },
      repeating: { reads: 1, writes: 1 },
      // One read of them looks for coupons that the order has used.
      refunding: { reads: 5, writes: 3 },
    })
  },
)
