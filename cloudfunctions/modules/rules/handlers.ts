import { refuse } from '../../kernel/refusal'
import type { Handlers } from '../../platform/module'
import { accountOf } from '../ledger'
import type { contract } from './contract'
import { explainedEntry } from './explain'

export const handlers: Handlers<typeof contract> = {
  'points.explain': async (context, { seq }) => {
    const account = await accountOf(context, context.caller.memberId)
    if (!account) return refuse('not_a_member')
    return (await explainedEntry(context, account, seq)) ?? refuse('no_such_entry')
  },
}
