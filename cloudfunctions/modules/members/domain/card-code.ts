import { isCodeOfSlot, thingDigitsOf, typedCode } from '../../../kernel/typed-code'

/** A code lives for one slot and the next, so that one shown at the end of a slot still has a minute. */
const SLOT_MS = 60_000

const slotOf = (atMs: number) => Math.floor(atMs / SLOT_MS)

/** A card number for a member; another attempt gives another one, should the first be taken. */
export function cardNoOf(key: Buffer, memberId: string, attempt: number): string {
  return thingDigitsOf(key, `card|${memberId}|${attempt}`)
}

/** The code a card shows at a moment, and until when it is good. */
export function cardCodeAt(
  key: Buffer,
  cardNo: string,
  nowMs: number,
): { readonly code: string; readonly expiresAtMs: number } {
  const slot = slotOf(nowMs)
  return { code: typedCode(key, cardNo, slot), expiresAtMs: (slot + 2) * SLOT_MS }
}

/** Whether a card could show a code at a moment, or a slot before. */
export function isCardCodeAt(key: Buffer, code: string, atMs: number): boolean {
  const slot = slotOf(atMs)
  return isCodeOfSlot(key, code, slot) || isCodeOfSlot(key, code, slot - 1)
}
