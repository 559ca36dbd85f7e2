import type { Command } from '../../platform/context'
import { type Document, defineCollection } from '../../platform/store'

/** A clerk's question which of the members with such a phone stands at the counter. */
export interface LookUp extends Document {
  readonly schema: 1
  readonly storeId: string
  /** As it was called then: the member's answer names it for ever. */
  readonly storeName: string
  readonly staffId: string
  /** HMAC of the last four digits that the customer said. */
  readonly phoneTail: string
  readonly askedAtMs: number
  readonly expiresAtMs: number
  /** The member who said that it is them; null while nobody has. */
  readonly confirmedBy: string | null
  readonly confirmedAtMs: number | null
  /** The command that said so. */
  readonly confirmKey: Command['key'] | null
  readonly confirmInputHash: Command['inputHash'] | null
}

export const lookUps = defineCollection<LookUp>({
  name: 'look_ups',
  indexes: [
    { name: 'byTail', fields: ['phoneTail', 'expiresAtMs'] },
    { name: 'byMember', fields: ['storeId', 'confirmedBy', 'confirmedAtMs'] },
    { name: 'byConfirm', fields: ['confirmKey'] },
    { name: 'byUnanswered', fields: ['confirmedBy', 'askedAtMs'] },
  ],
})
