import type { Random } from '../../../cloudfunctions/kernel/seeded-random'
import { eventIdOf } from '../../../cloudfunctions/modules/ledger/events/event'
import { publishVersion } from '../../../cloudfunctions/platform/published'
import { dayOfMs } from '../checks/account-model'
import { weighted } from '../world/network'
import { pick, type World } from '../world/world'
import { adjusting, atDoor, type Command, happening, type Person, redeeming, setStatus } from './commands'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** What may happen next, and how often compared with the rest. */
const STEPS = [
  ['check-in', 14],
  ['make-up', 8],
  ['award', 12],
  ['held award', 9],
  ['budget award', 12],
  ['takeback', 12],
  ['redeem', 24],
  ['recover', 6],
  ['adjust', 4],
  ['status', 2],
  ['join again', 1],
  ['old command', 16],
  ['lie', 8],
  ['timer', 10],
  ['timer twice', 3],
  ['minutes pass', 8],
  ['hours pass', 6],
  ['a day passes', 7],
  ['days pass', 1],
  ['restock', 4],
  ['settings', 1],
] as const

const at = (random: Random, below: number) => Math.floor(random() * below)

/** One step of a history. */
export async function takeStep(world: World, step: number): Promise<void> {
  const random = world.streamOfStep(step)
  const name = weighted(random, STEPS)
  if (world.scenario.without.has(name)) return
  world.trace(`step ${step}: ${name} (${new Date(world.clock.nowMs + 8 * HOUR_MS).toISOString().slice(0, 19)})`)
  const passed = timePassing(name, random)
  if (passed > 0) {
    // No function runs for minutes: the platform ends it.
    await world.schedule.run()
    world.clock.nowMs += passed
    return
  }
  const instance = pick(random, world.instances)
  if (name === 'timer' || name === 'timer twice') {
    world.begin(world.tick(instance))
    if (name === 'timer') return
    world.coverage.count('timer: twice at once')
    world.begin(world.tick(pick(random, world.instances)))
  } else if (name === 'restock') {
    world.begin(world.restock(pick(random, ['cup', 'pen']), 1 + at(random, 6), instance))
  } else if (name === 'settings') {
    world.begin(editSettings(world, random))
  } else {
    const command = commandOf(world, step, name, random)
    if (command) sendIt(world, command, random)
  }
}

function timePassing(name: string, random: Random): number {
  if (name === 'minutes pass') return at(random, 10 * 60_000)
  if (name === 'hours pass') return at(random, 9 * HOUR_MS)
  if (name === 'a day passes') return DAY_MS + at(random, HOUR_MS)
  return name === 'days pass' ? (2 + at(random, 20)) * DAY_MS : 0
}

function sendIt(world: World, command: Command, random: Random): void {
  const [first, second] = [forked(random), forked(random)]
  world.begin(world.send(command, first))
  if (random() >= 0.15) return
  world.coverage.count('client: sent twice at once')
  world.begin(world.send(command, second))
}

/** A stream of its own for what goes on beside others, so that neither disturbs the other. */
function forked(random: Random): Random {
  const numbers = Array.from({ length: 16 }, () => random())
  let next = 0
  return () => {
    next += 1
    return numbers[next % numbers.length] as number
  }
}

/** Keys bear the time of the phone that made them, and phones are wrong by hours or by a year. */
function keyOf(world: World, step: number, random: Random): string {
  const wrongMs = pick(random, [0, 0, 0, 1, 10, -10, 365 * 24, -365 * 24]) * HOUR_MS
  return `${(world.clock.nowMs + wrongMs).toString(36)}-${step}`
}

function commandOf(world: World, step: number, name: string, random: Random): Command | null {
  const person = pick(random, world.people)
  const key = keyOf(world, step, random)
  switch (name) {
    case 'check-in':
      return atDoor(person, 'check-in.perform', {}, key)
    case 'make-up':
      return atDoor(person, 'check-in.make-up', { date: daysAgo(world, 1 + at(random, 12)) }, key)
    case 'recover':
      return atDoor(person, 'points.recover', { expiredOn: daysAgo(world, at(random, 9)) }, key)
    case 'redeem':
      return wished(person, key, random)
    case 'adjust':
      return adjusting(person, correction(world, random), key)
    case 'status':
      return setStatus(person, random() < 0.35 ? 'frozen' : 'active', `${key}-${person.member.slice(0, 4)}`)
    case 'join again':
      return atDoor(person, 'members.join', { consentVersion: pick(random, ['1', '0']) }, key)
    case 'old command':
      return oldCommand(world, random)
    case 'lie':
      return lieOf(world, step, person, random)
    case 'takeback':
      return takeback(world, step, person, random)
    default:
      return award(world, `${step}`, person, random, name)
  }
}

const daysAgo = (world: World, days: number) => dayOfMs(world.clock.nowMs - days * DAY_MS)

function wished(person: Person, key: string, random: Random): Command {
  const sku = pick(random, ['cup', 'pen'])
  const isLimited = random() < 0.5
  const wish = {
    sku,
    points: 1 + at(random, random() < 0.3 ? 150 : 40),
    ...(isLimited ? { limit: { name: sku, most: sku === 'cup' ? 1 : 2 } } : {}),
  }
  return redeeming(person, wish, key)
}

function correction(world: World, random: Random) {
  const points = (1 + at(random, 30)) * (random() < 0.5 ? 1 : -1)
  return { points, on: daysAgo(world, 0), expiresOn: daysAgo(world, -at(random, 8)) }
}

/** Of a few orders each person has: so that some come twice, and takebacks find theirs, or come before it. */
const orderOf = (person: Person, number: string) => eventIdOf('order', `${person.member}-${number}`)

function award(world: World, order: string, person: Person, random: Random, name: string): Command {
  const points = 1 + at(random, 60)
  const on = daysAgo(world, 0)
  const heldDays = name === 'held award' ? 1 + at(random, 4) : 0
  const expiresOn = daysAgo(world, -(heldDays + at(random, random() < 0.3 ? 300 : 5)))
  const budget = name === 'budget award' ? pick(random, world.budgets) : null
  return happening(person, {
    id: orderOf(person, order),
    decision: {
      kind: 'award',
      points,
      on,
      expiresOn,
      ...(heldDays > 0 ? { vestsOn: daysAgo(world, -heldDays) } : {}),
      ...(budget ? { budget: { id: budget.id, shards: budget.shards } } : {}),
    },
  })
}

function takeback(world: World, step: number, person: Person, random: Random): Command {
  const policy = pick(random, ['pending_only', 'within_balance', 'allow_debt'] as const)
  // An award that was asked for, mostly; or one that is still to come.
  const awards = [...world.asked.values()].filter((one) => one.name === 'award' && one.member === person.member)
  const known = random() < 0.85 ? pick(random, awards) : undefined
  const of = known?.identity.slice('event|'.length) ?? orderOf(person, String(step + at(random, 8)))
  const worth = known?.worth ?? 30
  // All of it, a part of it, or more than it was.
  const points = pick(random, [worth, worth, 1 + at(random, worth), 1 + at(random, 2 * worth)])
  return happening(person, {
    id: eventIdOf('refund', `${person.member}-${step}`),
    decision: { kind: 'takeback', points, of, policy },
  })
}

function oldCommand(world: World, random: Random): Command | null {
  const all = [...world.asked.values()]
  if (all.length === 0) return null
  world.coverage.count('client: asked again later')
  return pick(random, all)
}

/** The same key or event with something else in it. */
function lieOf(world: World, step: number, person: Person, random: Random): Command | null {
  const lied = Math.max(0, step - 1 - at(random, 25))
  const before = world.streamOfStep(lied)
  const name = weighted(before, STEPS)
  if (!['redeem', 'make-up', 'award', 'budget award', 'held award'].includes(name))
    return atDoor(person, 'members.join', { consentVersion: '1', nickname: '别人' }, `join-${person.openid}`)
  // What that step drew, up to its key; then other amounts.
  pick(before, world.instances)
  const victim = pick(before, world.people)
  const key = [...world.asked.values()]
    .map(({ identity }) => identity.split('|')[1] ?? '')
    .find((known) => known.endsWith(`-${lied}`))
  if (name === 'redeem')
    return key ? wished(victim, key, random) : redeeming(victim, { sku: 'pen', points: 1 }, `${step}-x`)
  if (name === 'make-up')
    return atDoor(victim, 'check-in.make-up', { date: daysAgo(world, 1 + at(random, 12)) }, key ?? `${step}-x`)
  return award(world, String(lied), victim, random, name)
}

async function editSettings(world: World, random: Random): Promise<void> {
  const pointExpiry = pick(random, [
    { kind: 'days', days: 1 + at(random, 6) },
    { kind: 'end_of_month', monthsAfter: at(random, 2) },
    { kind: 'end_of_year', yearsAfter: 1 },
  ])
  const outcome = await publishVersion(world.store, {
    kind: 'settings',
    id: 'programme',
    after: world.settingsVersion,
    body: { pointExpiry, makeUpsPerMonth: at(random, 4), expiryGraceDays: pick(random, [0, 2, 7]) },
    nowMs: world.clock.nowMs,
  })
  if (outcome === 'taken') return
  world.settingsVersion += 1
  world.coverage.count('settings: edited')
}
