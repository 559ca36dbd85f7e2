import type { Random } from '../../../cloudfunctions/kernel/seeded-random'
import { accounts } from '../../../cloudfunctions/modules/ledger/store'
import type { Command } from '../world/doors'
import { at, forked, pick, weighted } from '../world/random'
import type { World } from '../world/world'
import { atCounters, COUNTER_STEPS } from './counter-steps'
import { COUPON_STEPS, withCoupons } from './coupon-steps'
import type { Flow, Step } from './flow'
import { GUEST_STEPS, ofGuests } from './guest-steps'
import { inMall, MALL_STEPS } from './mall-steps'
import { byOperators, OPERATOR_STEPS } from './operator-steps'
import { ofPoints, POINT_STEPS } from './point-steps'
import { REFERRAL_STEPS, withFriends } from './referral-steps'
import { REWARD_STEPS, withRewards } from './reward-steps'
import { atWheels, WHEEL_STEPS } from './wheel-steps'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const YEAR_HOURS = 365 * 24

const TIME_STEPS = [
  ['seconds pass', 3],
  ['minutes pass', 10],
  ['hours pass', 8],
  ['a day passes', 9],
  ['days pass', 1],
  ['until a tier ends', 0.8],
] as const
const WORLD_STEPS = [
  ['timer', 13],
  ['timer twice', 4],
  ['restock', 4],
] as const

/** What may happen next, and how often compared with the rest. */
const STEPS = [
  ...POINT_STEPS,
  ...COUNTER_STEPS,
  ...GUEST_STEPS,
  ...COUPON_STEPS,
  ...REWARD_STEPS,
  ...OPERATOR_STEPS,
  ...MALL_STEPS,
  ...REFERRAL_STEPS,
  ...WHEEL_STEPS,
  ...TIME_STEPS,
  ...WORLD_STEPS,
]
type Name = (typeof STEPS)[number][0]

/** One step of a history. */
export async function takeStep(world: World, step: number): Promise<void> {
  const random = world.streamOfStep(step)
  const name = weighted<Name>(random, STEPS)
  if (world.scenario.without.has(name)) return
  world.trace(`step ${step}: ${name} (${new Date(world.clock.nowMs + 8 * HOUR_MS).toISOString().slice(0, 19)})`)
  if (isOf(TIME_STEPS, name)) return letPass(world, name, random)
  if (isOf(WORLD_STEPS, name)) return inTheWorld(world, name, random)
  const flows = await flowsOf(name, { world, random, number: step, newKey: keysOf(world, step, random) })
  for (const flow of flows) sendIt(world, flow, random)
}

type NameIn<Steps extends readonly (readonly [string, number])[]> = Steps[number][0]

const isOf = <Steps extends readonly (readonly [Name, number])[]>(steps: Steps, name: Name): name is NameIn<Steps> =>
  steps.some(([known]) => known === name)

async function flowsOf(
  name: Exclude<Name, NameIn<typeof TIME_STEPS> | NameIn<typeof WORLD_STEPS>>,
  step: Step,
): Promise<readonly Flow[]> {
  if (isOf(COUNTER_STEPS, name)) return atCounters(name, step)
  if (isOf(GUEST_STEPS, name)) return ofGuests(name, step)
  if (isOf(COUPON_STEPS, name)) return withCoupons(name, step)
  if (isOf(REWARD_STEPS, name)) return withRewards(name, step)
  if (isOf(MALL_STEPS, name)) return inMall(name, step)
  if (isOf(REFERRAL_STEPS, name)) return withFriends(name, step)
  if (isOf(WHEEL_STEPS, name)) return atWheels(name, step)
  if (isOf(OPERATOR_STEPS, name)) return byOperators(name, step)
  const command = ofPoints(name, step)
  return command ? [[command]] : []
}

async function letPass(world: World, name: NameIn<typeof TIME_STEPS>, random: Random): Promise<void> {
  if (name === 'seconds pass') {
    // A version counts ten seconds after it was made: no call takes as long as that.
    if (world.isPublishing) await world.schedule.run()
    return world.pass(at(random, 12_000))
  }
  // No function runs for minutes: the platform ends it.
  await world.schedule.run()
  world.pass(await durationOf(world, name, random))
}

async function durationOf(world: World, name: NameIn<typeof TIME_STEPS>, random: Random): Promise<number> {
  if (name === 'minutes pass') return at(random, 10 * MINUTE_MS)
  if (name === 'hours pass') return at(random, 9 * HOUR_MS)
  if (name === 'a day passes') return DAY_MS + at(random, HOUR_MS)
  if (name === 'days pass') return (2 + at(random, 20)) * DAY_MS
  return untilTierEnds(world, random)
}

/** Until about the day on which somebody's tier or its grace ends: a year or two are gone at once. */
async function untilTierEnds({ store, clock }: World, random: Random): Promise<number> {
  const { items } = await store.find(accounts, { index: 'byMember', limit: 10 })
  const { tiers } = (pick(random, items)?.rooms ?? {}) as {
    tiers?: { readonly keepUntil: string | null; readonly grace: { readonly until: string } | null }
  }
  const day = tiers?.grace?.until ?? tiers?.keepUntil
  const endsMs = day ? Date.parse(`${day}T00:00:00+08:00`) + (at(random, 4) - 1) * DAY_MS + at(random, DAY_MS) : 0
  return endsMs > clock.nowMs ? endsMs - clock.nowMs : DAY_MS
}

function inTheWorld(world: World, name: NameIn<typeof WORLD_STEPS>, random: Random): void {
  const instance = pick(random, world.instances)
  const isRestock = name === 'restock'
  const work = () =>
    isRestock ? world.restock(pick(random, ['cup', 'pen']), 1 + at(random, 6), instance) : world.tick(instance)
  world.begin(work())
  if (name !== 'timer twice') return
  world.coverage.count('timer: twice at once')
  world.begin(world.tick(pick(random, world.instances)))
}

function sendIt(world: World, flow: Flow, random: Random): void {
  const [first, second] = [forked(random), forked(random)]
  world.begin(inTurn(world, flow, first))
  if (random() >= 0.15) return
  world.coverage.count('client: sent twice at once')
  world.begin(inTurn(world, flow, second))
}

async function inTurn(world: World, flow: readonly Command[], random: Random): Promise<void> {
  for (const command of flow) await world.send(command, random)
}

/**
 * Keys bear the time of the phone that made them, and phones are wrong by hours or by years. A year that no history gets
 * to: once it has come, nobody could tell that such a key is old.
 */
function keysOf(world: World, step: number, random: Random): () => string {
  const wrongMs = pick(random, [0, 0, 0, 1, 10, -10, 20 * YEAR_HOURS, -YEAR_HOURS]) * HOUR_MS
  const madeAt = (world.clock.nowMs + wrongMs).toString(36)
  let made = 0
  return () => {
    made += 1
    return `${madeAt}-${step}-${made}`
  }
}
