import { Refusal, refuse } from '../../../kernel/refusal'
import type { Command, Work } from '../../../platform/context'
import { untilSettled } from '../../../platform/guarded-store'
import { holderOf } from '../../orders'
import { placeOf } from '../domain/handover'
import type { Step } from '../domain/steps'
import { orderOf } from './order-id'
import { type Ordered, type RewardUnit, rewardUnits, type StepTaken } from './store'

/** An order: a claimed unit with all that an order has. */
export interface Order extends RewardUnit {
  readonly order: Ordered
}

/** A unit as the order it is. Throws for one that is none: whoever asks has found it as an order. */
export function asOrder(unit: RewardUnit): Order {
  const { order } = unit
  if (!order) throw new Error(`${unit._id} is no order`)
  return { ...unit, order }
}

/** What is decided of an order: the step it takes, by whom. */
export interface Decided
  extends Pick<StepTaken, 'to' | 'by'>,
    Partial<Pick<StepTaken, 'store' | 'tracking' | 'reason'>> {
  /** What it has become, of what is there at once. */
  readonly result?: string
  /** How long it waits from now on to be picked up, where it does. */
  readonly waits?: Pick<RewardUnit, 'pickUpUntil' | 'dueAtMs'>
}

const isOver = (to: Step) => to === 'cancelled' || to === 'returned'

/** Who has the points that come back with a step. */
async function holderWith(work: Work, { member, atMs }: Order, to: Step): Promise<string> {
  return isOver(to) ? holderOf(work, { member, atMs }) : ''
}

type CommandId = Pick<Command, 'key' | 'inputHash'>

/** A step is written together with all that is found by it, and the order is open until what follows from it is done. */
function changedBy(order: Order, decided: Decided, taken: Pick<StepTaken, 'holder' | 'atMs'> & CommandId) {
  const { to, by, store = '', tracking = '', reason = '', waits, result = order.result } = decided
  const place = to === 'packed' || to === 'sent' ? placeOf(order.order.handover, order.order.stores) : null
  return {
    step: to,
    steps: [...order.steps, { to, by, store, tracking, reason, ...taken }],
    keys: [...order.keys, taken.key],
    version: order.version + 1,
    result,
    state: isOver(to) ? ('returned' as const) : order.state,
    queue: place && `${place}|${to}`,
    pickUpUntil: waits?.pickUpUntil ?? null,
    dueAtMs: waits?.dueAtMs ?? null,
    openSinceMs: taken.atMs,
  }
}

/** Writes a step by one update on the version that was read; null when somebody else was faster. */
export async function writeStep(
  work: Work,
  order: Order,
  decided: Decided,
  { key, inputHash }: CommandId,
): Promise<Order | null> {
  const holder = await holderWith(work, order, decided.to)
  const set = changedBy(order, decided, { holder, atMs: work.nowMs, key, inputHash })
  // guard: order-version
  const isWritten = await work.store.update(rewardUnits, { _id: order._id, version: order.version }, { set })
  return isWritten ? { ...order, ...set } : null
}

async function orderOfKey(work: Work, key: string): Promise<RewardUnit | null> {
  const page = await work.store.find(rewardUnits, { index: 'byKeys', equals: { keys: key }, limit: 1 })
  return page.items[0] ?? null
}

export interface Asked<Code extends string> {
  readonly command: Command
  /** Finds the order that the command is about, or says that there is none that it may know of. */
  find(): Promise<RewardUnit | Refusal<Code>>
  /** Says which step it takes, or why it takes none. Called again when somebody else was faster. */
  decide(order: Order): Decided | Refusal<Code> | Promise<Decided | Refusal<Code>>
}

/** The order as it was when a command had taken its step: what the command's repetition is answered from. */
export interface Taken {
  readonly order: Order
  readonly taken: StepTaken
}

function takenBy(unit: RewardUnit | null, { key }: Command): Taken | null {
  const taken = unit?.steps.find((step) => step.key === key)
  return unit && taken ? { order: asOrder(unit), taken } : null
}

/** Takes a step of an order, once for each command: its repetition is answered from the step it took. */
export async function takeStep<Code extends string>(
  work: Work,
  { command, find, decide }: Asked<Code>,
): Promise<Taken | Refusal<Code | 'key_reused_with_other_input'>> {
  type Outcome = Taken | Refusal<Code | 'key_reused_with_other_input'>
  return untilSettled<Outcome>(work, async () => {
    const [keyed, found] = await Promise.all([orderOfKey(work, command.key), find()])
    // Looked at in the order too: our own step may have been written after the search.
    const before = takenBy(keyed, command) ?? (found instanceof Refusal ? null : takenBy(found, command))
    // guard: step-taken-once
    if (before)
      return { value: before.taken.inputHash === command.inputHash ? before : refuse('key_reused_with_other_input') }
    if (found instanceof Refusal) return { value: found }
    const order = asOrder(found)
    const decided = await decide(order)
    if (decided instanceof Refusal) return { value: decided }
    const written = await writeStep(work, order, decided, command)
    return written ? { value: known(takenBy(written, command)) } : 'again'
  })
}

function known<T>(written: T | null): T {
  if (written === null) throw new Error('what was just written is not there')
  return written
}

/** Finds an order of a member, and no other's. */
export const ownOrder = (work: Work, orderId: string, memberId: string) => async () => {
  const unit = await orderOf(work, orderId)
  // guard: own-order
  return unit?.owner === memberId ? unit : refuse('no_such_order')
}

/** The step before the newest: where an order came from. */
export function stepBefore({ steps }: Pick<RewardUnit, 'steps'>): Step {
  return steps.at(-2)?.to ?? 'made'
}
