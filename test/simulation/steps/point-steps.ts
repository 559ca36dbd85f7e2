import type { Random } from '../../../cloudfunctions/kernel/seeded-random'
import { eventIdOf } from '../../../cloudfunctions/modules/ledger/events/event'
import { dayOfMs } from '../checks/days'
import { asked, type Command, type Person } from '../world/doors'
import { at, pick } from '../world/random'
import type { World } from '../world/world'
import type { Step } from './flow'
import { adjusting, happening, redeeming, setStatus } from './point-commands'

const DAY_MS = 24 * 3_600_000
const LIES_ABOUT = 40

/** What members do with points, and what is given to them without a purchase. */
export const POINT_STEPS = [
  ['check-in', 14],
  ['make-up', 8],
  ['award', 12],
  ['held award', 9],
  ['budget award', 12],
  ['takeback', 12],
  ['redeem', 24],
  ['recover', 9],
  ['adjust', 4],
  ['status', 2],
  ['join again', 1],
  ['old command', 16],
  ['lie', 8],
] as const
export type PointStep = (typeof POINT_STEPS)[number][0]

/** The command of a step that is about points alone; null where there is nothing to ask. */
export function ofPoints(name: PointStep, step: Step): Command | null {
  const { world, random, number } = step
  const person = pick(random, world.people)
  const key = step.newKey()
  switch (name) {
    case 'check-in':
      return asked(person, 'check-in.perform', {}, key)
    case 'make-up':
      return makeUp(world, person, key, random)
    case 'recover':
      return asked(person, 'points.recover', { expiredOn: daysAgo(world, at(random, 9)) }, key)
    case 'redeem':
      return wished(person, key, random)
    case 'adjust':
      return adjusting(person, correction(world, random), key)
    case 'status':
      return setStatus(person, random() < 0.35 ? 'frozen' : 'active', `${key}-${person.member.slice(0, 4)}`)
    case 'join again':
      return asked(person, 'members.join', { consentVersion: pick(random, ['1', '0']) }, key)
    case 'old command':
      return oldCommand(step)
    case 'lie':
      return lieOf(step, person)
    case 'takeback':
      return takeback(step, person)
    default:
      return award(world, { order: `${number}`, person, name }, random)
  }
}

const daysAgo = (world: World, days: number) => dayOfMs(world.clock.nowMs - days * DAY_MS)

function makeUp(world: World, person: Person, key: string, random: Random): Command {
  const made = asked(person, 'check-in.make-up', { date: daysAgo(world, 1 + at(random, 12)) }, key)
  return { ...made, lie: (other) => makeUp(world, person, key, other) }
}

function wished(person: Person, key: string, random: Random): Command {
  const sku = pick(random, ['cup', 'pen'])
  const isLimited = random() < 0.5
  const wish = {
    sku,
    points: 1 + at(random, random() < 0.3 ? 150 : 40),
    ...(isLimited ? { limit: { name: sku, most: sku === 'cup' ? 1 : 2 } } : {}),
  }
  return { ...redeeming(person, wish, key), lie: (other) => wished(person, key, other) }
}

function correction(world: World, random: Random) {
  const points = (1 + at(random, 30)) * (random() < 0.5 ? 1 : -1)
  return { points, on: daysAgo(world, 0), expiresOn: daysAgo(world, -at(random, 8)) }
}

/** Of a few orders each person has: so that some come twice, and takebacks find theirs, or come before it. */
const orderOf = (person: Person, number: string) => eventIdOf('order', `${person.member}-${number}`)

interface Award {
  readonly order: string
  readonly person: Person
  readonly name: PointStep
}

function award(world: World, of: Award, random: Random): Command {
  const { order, person, name } = of
  const points = 1 + at(random, 60)
  const on = daysAgo(world, 0)
  const heldDays = name === 'held award' ? 1 + at(random, 4) : 0
  const expiresOn = daysAgo(world, -(heldDays + at(random, random() < 0.3 ? 300 : 5)))
  const budget = name === 'budget award' ? pick(random, world.budgets) : null
  const happened = happening(person, {
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
  return { ...happened, lie: (other) => award(world, of, other) }
}

function takeback({ world, random, number }: Step, person: Person): Command {
  const policy = pick(random, ['pending_only', 'within_balance', 'allow_debt'] as const)
  // An award that was asked for, mostly; or one that is still to come.
  const awards = [...world.asked.values()].filter((one) => one.name === 'award' && one.member === person.member)
  const known = random() < 0.85 ? pick(random, awards) : undefined
  const of = known?.identity.slice('event|'.length) ?? orderOf(person, String(number + at(random, 8)))
  const worth = known?.worth ?? 30
  // All of it, a part of it, or more than it was.
  const points = pick(random, [worth, worth, 1 + at(random, worth), 1 + at(random, 2 * worth)])
  return happening(person, {
    id: eventIdOf('refund', `${person.member}-${number}`),
    decision: { kind: 'takeback', points, of, policy },
  })
}

function oldCommand({ world, random }: Step): Command | null {
  const all = [...world.asked.values()]
  if (all.length === 0) return null
  world.coverage.count('client: asked again later')
  return pick(random, all)
}

/** Of what was asked last, something with the same key or of the same number and other content. */
function lieOf({ world, random }: Step, person: Person): Command | null {
  const lies = [...world.asked.values()].slice(-LIES_ABOUT).flatMap(({ lie }) => lie ?? [])
  const lie = random() < 0.85 ? pick(random, lies) : undefined
  const name = { consentVersion: '1', nickname: '别人' }
  return lie ? lie(random) : asked(person, 'members.join', name, `join-${person.openid}`)
}
