import type { Random } from '../../../cloudfunctions/kernel/seeded-random'
import { asTill, type Caller, type Command, type Person } from '../world/doors'
import { pick } from '../world/random'
import type { World } from '../world/world'

/** Commands that one client sends one after the other; several flows of a step begin at once. */
export type Flow = readonly Command[]

/** What a step has to choose by. */
export interface Step {
  readonly world: World
  readonly random: Random
  readonly number: number
  /** A key of its own for each of the step's commands. */
  newKey(): string
}

/** Somebody who serves at a store; sometimes one of another. */
export function clerkOf({ world, random }: Step, storeId: string): Person {
  const there = world.shop.clerks.filter((clerk) => clerk.storeId === storeId)
  return pick<Person>(random, random() < 0.04 ? world.shop.clerks : there)
}

/** A store's till: it has the newest key mostly, and the one before while it still counts, or a little longer. */
export function tillOf({ world, random }: Step, storeId: string): Caller {
  return asTill(storeId, world.shop.keyOf(storeId, pick(random, [0, 0, 0, 0, 1, 2])), world.clock)
}
