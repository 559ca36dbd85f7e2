import { refuse } from '../../../kernel/refusal'
import { DEFAULT_PAGE_SIZE } from '../../../platform/fields'
import type { Handlers } from '../../../platform/module'
import { decodeCursor } from '../../../platform/store'
import type { codeContract } from './contract'
import { codePools } from './pools'
import { reveal, revealForOperator } from './reveal'

export const codeHandlers: Handlers<typeof codeContract> = {
  'rewards.reveal': async (context, { orderId }) => reveal(context, orderId),
  'ops.reveal-code': async (context, input) => revealForOperator(context, input),
  'ops.code-pools': async (context, { cursor, limit = DEFAULT_PAGE_SIZE }) => {
    if (cursor !== undefined && !decodeCursor(cursor)) return refuse('invalid_input', { path: 'input.cursor' })
    return codePools(context, { cursor, limit })
  },
}
