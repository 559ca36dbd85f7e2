import { createHash } from 'node:crypto'
import type { Random } from '../../cloudfunctions/kernel/seeded-random'
import { collections } from '../../cloudfunctions/platform/store'
import { Checks } from './checks/checks'
import { dayOfMs, daysAfter, startOfDayMs } from './checks/days'
import { takeStep } from './steps/steps'
import { registry } from './world/cloud'
import { asked, type Person } from './world/doors'
import { type Scenario, World } from './world/world'

const TURNS_PER_STEP_AT_MOST = 24
const SWEEPS = 4
const NIGHT_SWEEPS = 2
/** Of asking once more: each follows upon something that the one before has changed. */
const ROUNDS_AT_MOST = 6

const STEPS_PER_SEED = 200

export function scenarioOf(seed: number, changed: Partial<Scenario> = {}): Scenario {
  return { seed, steps: STEPS_PER_SEED, people: 1 + (seed % 3), without: new Set(), skipped: new Set(), ...changed }
}

/** One history from beginning to end, checked all along. Throws what was wrong. */
export async function simulate(scenario: Scenario): Promise<World> {
  const world = new World(scenario)
  const checks = new Checks(world)
  const turns = world.streamOfStep(1_000_000)
  await world.prepare()
  for (const person of world.people.slice(0, scenario.people)) join(world, person, turns)
  for (let step = 0; step < scenario.steps; step += 1) {
    if (!scenario.skipped.has(step)) await takeStep(world, step)
    await world.schedule.run(Math.floor(turns() * TURNS_PER_STEP_AT_MOST))
    await checks.always()
  }
  await settle(world)
  await checks.afterQuiet()
  await endDay(world, checks)
  await checks.afterNight()
  return world
}

/** Everyone joins; some try without agreeing first, and some leave it at one try. */
function join(world: World, person: Person, random: Random): void {
  const joining = (consentVersion: string, key: string) => asked(person, 'members.join', { consentVersion }, key)
  if (random() < 0.2) world.begin(world.ask(joining('0', `no-${person.openid}`), world.first))
  const command = joining('1', `join-${person.openid}`)
  world.note(command)
  world.begin(random() < 0.3 ? world.ask(command, world.first) : world.send(command, random))
}

/**
 * Nothing fails any more: what is under way ends, sweeps go round, and every client asks once more; those who were not
 * answered for good, such as a refund whose order came after it, again as long as that changes something.
 */
async function settle(world: World): Promise<void> {
  const { answers, asked } = world
  world.network.isHealed = true
  world.quietSinceMs = world.clock.nowMs
  await world.schedule.run()
  await sweep(world)
  let before = -1
  for (let round = 0; round < ROUNDS_AT_MOST && before < answers.settled.size; round += 1) {
    before = answers.settled.size
    for (const command of asked.values()) {
      if (round > 0 && answers.settled.has(command.identity)) continue
      world.begin(world.ask(command, world.first))
      await world.schedule.run()
    }
    await sweep(world)
  }
}

/** What a day's draws were decided by is told when it is over, and a prize that no draw took goes back then. */
async function endDay(world: World, checks: Checks): Promise<void> {
  const today = dayOfMs(world.clock.nowMs)
  // One that has just ended is not told yet either.
  if (!checks.waitsForNight(dayOfMs(world.clock.nowMs - 10 * 60_000))) return
  world.pass(startOfDayMs(daysAfter(today, 1)) + 2 * 60_000 - world.clock.nowMs)
  await sweep(world, NIGHT_SWEEPS)
}

/** The timer goes round until it finds nothing more to do. */
async function sweep(world: World, most = SWEEPS): Promise<void> {
  let done = 1
  for (let round = 0; round < most && done > 0; round += 1) {
    world.pass(2 * 60_000)
    const ticking = world.tick(world.first)
    world.begin(ticking)
    await world.schedule.run()
    done = await ticking
  }
}

/** One number for every byte of every document: two runs of one seed must agree on it. */
export async function digestOf({ store }: World): Promise<string> {
  const digest = createHash('sha256')
  for (const collection of registry.all(collections)) {
    const groups = await store.aggregate(collection, { groupBy: ['_id'], sums: [], limit: 1_000 })
    for (const { key } of groups) digest.update(JSON.stringify(await store.get(collection, String(key._id))))
  }
  return digest.digest('hex')
}
