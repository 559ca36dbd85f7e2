import { type Refusal, refuse } from '../../../kernel/refusal'
import { isBookable } from './on-sale'
import type { Own, Slot } from './reward'
import type { Handover } from './steps'

/** What a member says of how they want to have it. */
export interface HandoverAsked {
  readonly hasAddress: boolean
  /** Where they want to come; null when they do not say. */
  readonly storeId: string | null
  readonly slotId: string | null
}

export interface HandoverChosen {
  readonly handover: Handover
  /** Where it may be had; null at all stores, or where there is no counter in it. */
  readonly stores: readonly string[] | null
  readonly slot: Slot | null
}

type Unhandable = 'address_required' | 'slot_required' | 'slot_over' | 'invalid_input'

/** Something that was said and makes no sense for this reward: it is not passed over, since whoever said it counts on it. */
const unasked = (field: string) => refuse('invalid_input', { path: `input.${field}` })

function storesFor(
  stores: readonly string[] | null,
  { storeId }: HandoverAsked,
): readonly string[] | null | Refusal<'invalid_input'> {
  if (storeId === null) return stores
  return stores === null || stores.includes(storeId) ? [storeId] : unasked('storeId')
}

function atStore(
  handover: Handover,
  stores: readonly string[] | null,
  asked: HandoverAsked,
  slot: Slot | null,
): HandoverChosen | Refusal<Unhandable> {
  if (asked.hasAddress) return unasked('address')
  const open = storesFor(stores, asked)
  return open !== null && 'code' in open ? open : { handover, stores: open, slot }
}

function visitOf(own: Own & { kind: 'experience' }, asked: HandoverAsked, atMs: number) {
  if (own.slots === null) return asked.slotId === null ? atStore('visit', own.stores, asked, null) : unasked('slot')
  const slot = own.slots.find(({ slotId }) => slotId === asked.slotId)
  if (!slot) return refuse('slot_required')
  // guard: slot-over
  if (!isBookable(slot, atMs)) return refuse('slot_over', { startsAtMs: slot.startsAtMs })
  return atStore('visit', own.stores, asked, slot)
}

function itemOf(own: Own & { kind: 'item' }, asked: HandoverAsked): HandoverChosen | Refusal<Unhandable> {
  if (asked.slotId !== null) return unasked('slot')
  if (own.delivery === 'pick_up' || (own.delivery === 'either' && !asked.hasAddress))
    return atStore('pick_up', own.stores, asked, null)
  if (!asked.hasAddress) return refuse('address_required')
  return asked.storeId === null ? { handover: 'send', stores: null, slot: null } : unasked('storeId')
}

/** How something is handed over to a member who says so much. */
export function handoverOf(own: Own, asked: HandoverAsked, atMs: number): HandoverChosen | Refusal<Unhandable> {
  if (own.kind === 'experience') return visitOf(own, asked, atMs)
  if (own.kind === 'item') return itemOf(own, asked)
  if (asked.hasAddress) return unasked('address')
  if (asked.slotId !== null) return unasked('slot')
  return asked.storeId === null ? { handover: 'at_once', stores: null, slot: null } : unasked('storeId')
}

/** Where an order waits that may be had at any store. */
export const ANYWHERE = 'any'
export const TO_SEND = 'send'
export const storePlace = (storeId: string) => `store ${storeId}`

/**
 * The list of work that an order stands on: what is to be sent is one list for all stores, what is to be picked up is on
 * its store's list, or on that of all. Null where nobody has to prepare anything.
 */
export function placeOf(handover: Handover, stores: readonly string[] | null): string | null {
  if (handover === 'send') return TO_SEND
  if (handover !== 'pick_up') return null
  const [only, ...others] = stores ?? []
  return only !== undefined && others.length === 0 ? storePlace(only) : ANYWHERE
}
