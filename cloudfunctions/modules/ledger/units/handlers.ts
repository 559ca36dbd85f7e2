import { Refusal, refuse } from '../../../kernel/refusal'
import { nameOf } from '../../../platform/context'
import type { Handlers } from '../../../platform/module'
import type { unitContract } from './contract'
import { beginStock } from './make-stock-job'
import { restock, stockKinds } from './stock'

export const unitHandlers: Handlers<typeof unitContract> = {
  'ops.restock': async (context, { kind: name, id, quantity, operator }) => {
    const { caller, command } = context
    const kinds = context.registry.all(stockKinds)
    const kind = kinds.find((known) => known.kind === name)
    if (!kind) return refuse('no_such_kind', { kinds: kinds.map((known) => known.kind).join('、') })
    const part = await restock(context, { kind, id, quantity, operator: operator ?? nameOf(caller), command })
    if (part instanceof Refusal) return part
    if (part.openSinceMs !== null) await beginStock(context)
    return { kind: name, id, quantity, total: part.to }
  },
}
