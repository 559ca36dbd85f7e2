import { sha256 } from '../../../kernel/digest'

/** A look-up waits so long for one of the members it may mean to say that it is them. */
export const WAITS_MS = 10 * 60_000
/** Who has said so is taken to stand at the counter for so long. */
export const GOOD_AFTER_CONFIRMING_MS = 10 * 60_000
const ID_DIGITS = 32

/** The id of a look-up: asking the same again within ten minutes is asking once. */
export function lookUpIdOf(asked: { storeId: string; staffId: string; phoneTail: string; atMs: number }): string {
  const slot = Math.floor(asked.atMs / WAITS_MS)
  return sha256(`${asked.staffId}|${asked.storeId}|${asked.phoneTail}|${slot}`).slice(0, ID_DIGITS)
}

export interface Confirmable {
  readonly expiresAtMs: number
  readonly confirmedAtMs: number | null
}

/** Whether somebody confirmed a look-up not long ago, still may, or no longer can. */
export function stateOf(
  { expiresAtMs, confirmedAtMs }: Confirmable,
  nowMs: number,
): 'waiting' | 'confirmed' | 'expired' {
  if (confirmedAtMs !== null) return nowMs - confirmedAtMs < GOOD_AFTER_CONFIRMING_MS ? 'confirmed' : 'expired'
  return nowMs < expiresAtMs ? 'waiting' : 'expired'
}
