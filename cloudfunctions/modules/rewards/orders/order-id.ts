import { sha256 } from '../../../kernel/digest'
import { isCodeOfSlot, thingDigitsOf, thingOfCode, typedCode } from '../../../kernel/typed-code'
import type { Work } from '../../../platform/context'
import { type RewardUnit, rewardUnits } from './store'

const NUMBER_DIGITS = 10
const OWN_DIGITS = 10
/** More orders than ever begin with the same ten digits. */
const MOST_ALIKE = 20

/** An order's id, derived from its operation: ten digits that its code begins with, and a part that no other has. */
export function orderIdOf({ secrets }: Pick<Work, 'secrets'>, op: string): string {
  const number = thingDigitsOf(secrets.key('reward-order'), `order|${op}`)
  return `${number}-${sha256(`order|${op}`).slice(0, OWN_DIGITS)}`
}

const numberOf = (orderId: string) => orderId.slice(0, NUMBER_DIGITS)

/** Makes the codes of two orders differ that have the same ten digits. */
const slotOf = (orderId: string) => Number.parseInt(sha256(orderId).slice(0, 12), 16)

/** The code with which an order is picked up: the same for as long as it waits. */
export function codeOf({ secrets }: Pick<Work, 'secrets'>, orderId: string): string {
  return typedCode(secrets.key('reward-order'), numberOf(orderId), slotOf(orderId))
}

/** The order that a code is of; null for one that is mistyped, made up, or of something else. */
export async function orderOfCode(work: Work, code: string): Promise<RewardUnit | null> {
  const number = thingOfCode(code)
  if (number === null) return null
  const range = { from: `${number}-`, below: `${number}.` }
  const page = await work.store.find(rewardUnits, { index: 'byOrder', range, limit: MOST_ALIKE })
  const key = work.secrets.key('reward-order')
  // guard: code-of-order
  return page.items.find(({ orderId }) => isCodeOfSlot(key, code, slotOf(orderId))) ?? null
}

/** An order by its id; null where there is none. */
export async function orderOf(work: Work, orderId: string): Promise<RewardUnit | null> {
  if (orderId === '') return null
  return (await work.store.find(rewardUnits, { index: 'byOrder', equals: { orderId }, limit: 1 })).items[0] ?? null
}
