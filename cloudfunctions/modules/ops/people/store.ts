import type { Command } from '../../../platform/context'
import { type Document, defineCollection } from '../../../platform/store'

/** A phone number that an operator has seen in clear: written before it is shown. */
export interface Reveal extends Document {
  readonly schema: 1
  readonly member: string
  /** The number as it was then, sealed: what the command's repetition shows. */
  readonly sealed: string
  readonly reason: string
  readonly operator: string
  /** The name of the caller, who is known where an operator came through WeChat. */
  readonly caller: string
  readonly atMs: number
  readonly inputHash: Command['inputHash']
}

export const reveals = defineCollection<Reveal>({
  name: 'reveals',
  indexes: [{ name: 'byMember', fields: ['member', 'atMs'] }],
})
