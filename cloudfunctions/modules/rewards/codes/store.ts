import type { Command } from '../../../platform/context'
import { type Document, defineCollection } from '../../../platform/store'

/** A code that an operator has seen in clear: written before it is shown. */
export interface CodeReveal extends Document {
  readonly schema: 1
  readonly order: string
  readonly member: string
  readonly reason: string
  readonly operator: string
  /** The name of the caller, who is known where an operator came through WeChat. */
  readonly caller: string
  readonly atMs: number
  readonly inputHash: Command['inputHash']
}

export const codeReveals = defineCollection<CodeReveal>({
  name: 'code_reveals',
  indexes: [{ name: 'byOrder', fields: ['order', 'atMs'] }],
})
