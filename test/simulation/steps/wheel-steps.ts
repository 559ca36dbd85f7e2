import type { Random } from '../../../cloudfunctions/kernel/seeded-random'
import { lotteryDays } from '../../../cloudfunctions/modules/lottery/store'
import { dayOfMs } from '../checks/days'
import { asked, type Command, type Person } from '../world/doors'
import { at, pick } from '../world/random'
import type { SaidDraw } from '../world/said'
import { typeDraft } from '../world/shop'
import { drawnPrizeCoupon, LUCK, PRIZE_COUPON_IDS } from '../world/wheels'
import type { Flow, Step } from './flow'
import { atOps, publishing } from './operator-steps'

/** What members draw, and what operators do to wheels meanwhile. */
export const WHEEL_STEPS = [
  ['draw', 23],
  ['wheel', 4],
  ['luck', 1.5],
  ['prize coupon', 0.7],
  ['more prizes', 1.3],
] as const
export type WheelStep = (typeof WHEEL_STEPS)[number][0]

export async function atWheels(name: WheelStep, step: Step): Promise<readonly Flow[]> {
  const { world, random } = step
  const { wheels } = world.shop
  switch (name) {
    case 'draw':
      return draws(step)
    case 'wheel': {
      if (random() < 0.1) return [[atOps(step, 'ops.retire', { kind: 'campaigns', id: wheelOf(step) })]]
      const [id, body] = wheels.draft(random, world.clock.nowMs)
      await typeDraft(world.store, 'campaigns', id, body)
      return publishing(step, 'campaigns', id)
    }
    case 'luck':
      await typeDraft(world.store, 'campaigns', LUCK, wheels.draftLuck(random, world.clock.nowMs))
      return publishing(step, 'campaigns', LUCK)
    case 'prize coupon': {
      const id = pick(random, PRIZE_COUPON_IDS)
      await typeDraft(world.store, 'coupon_templates', id, drawnPrizeCoupon(id, random))
      return publishing(step, 'coupon_templates', id)
    }
    case 'more prizes':
      return restocking(step)
  }
}

/** The newest wheel mostly; now and then one that there never was. */
function wheelOf({ world, random }: Step): string {
  const { ids } = world.shop.wheels
  if (ids.length === 0 || random() < 0.02) return 'wheel-9'
  return random() < 0.6 ? (ids.at(-1) as string) : pick(random, ids)
}

/** A wheel whose day has begun, mostly: where there is none, the timer comes first now and then. */
function wheelToDraw(step: Step): string | null {
  const { world, random } = step
  const today = dayOfMs(world.clock.nowMs)
  const { ids } = world.shop.wheels
  const promised = ids.filter((id) => world.store.asInserted(lotteryDays, `${id}|${today}`) !== null)
  if (random() < 0.05) return wheelOf(step)
  if (promised.length > 0) return pick(random, promised)
  if (ids.length > 0 && random() < 0.2) world.begin(world.tick(pick(random, world.instances)))
  return null
}

/** One draw or some, of one member or of all at once: each with a key of its own. */
function draws(step: Step): readonly Flow[] {
  const { world, random } = step
  const campaignId = wheelToDraw(step)
  if (campaignId === null) return []
  const people = random() < 0.4 ? world.people : [pick(random, world.people)]
  const times = random() < 0.6 ? 1 + at(random, 3) : 1
  const isForPoints = random() < 0.5
  const drawn = people.map((person) =>
    Array.from({ length: times }, () => drawing(person, step.newKey(), { campaignId, isForPoints })),
  )
  if (random() < 0.6) {
    // Some tap once and go.
    for (const command of drawn.flat()) {
      world.note(command)
      world.begin(world.ask(command, pick(random, world.instances)))
    }
    return []
  }
  // One tap after the other, or all of them at once.
  return random() < 0.5 ? drawn : drawn.flatMap((flow) => flow.map((command) => [command]))
}

type Wish = Pick<SaidDraw, 'campaignId' | 'isForPoints'>

function drawing(person: Person, key: string, wish: Wish): Command {
  const { campaignId, isForPoints } = wish
  const said: SaidDraw = { kind: 'draw', member: person.member, ...wish }
  const lie = (random: Random) =>
    drawing(person, key, random() < 0.6 ? { ...wish, isForPoints: !isForPoints } : { ...wish, campaignId: 'wheel-1' })
  const input = { campaignId, ...(isForPoints ? { forPoints: true } : {}) }
  return { ...asked(person, 'lottery.draw', input, key, said), lie }
}

function restocking(step: Step): readonly Flow[] {
  const { random, number } = step
  const id = pick(random, step.world.shop.wheels.stocks)
  if (id === undefined) return []
  const key = step.newKey()
  const of = (quantity: number): Command => {
    const said = { kind: 'more prizes', sku: `lt|${id}`, quantity } as const
    const input = { kind: 'lottery_prizes', id, quantity, operator: `op${number}` }
    return { ...atOps(step, 'ops.restock', input, { key, said }), lie: () => of(quantity + 1) }
  }
  return [[of(1 + at(random, 2))]]
}
