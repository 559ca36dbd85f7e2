import { refuse } from '../../kernel/refusal'
import { pointsNameOf } from '../../platform/brand'
import type { Work } from '../../platform/context'
import type { Handlers } from '../../platform/module'
import { accountOf, type Entry, lineAt, titleOf } from '../ledger'
import type { contract } from './contract'
import { explainAward } from './explain'
import { entryExplanations } from './explanations'
import { parseTrace } from './trace'

export const handlers: Handlers<typeof contract> = {
  'points.explain': async (context, { seq }) => {
    const account = await accountOf(context, context.caller.memberId)
    if (!account) return refuse('not_a_member')
    const line = await lineAt(context, account, seq)
    if (!line) return refuse('no_such_entry')
    const trace = parseTrace(line.entry.trace)
    return trace ? explainAward(context, line.entry, trace) : explainPlainly(context, line.entry)
  },
}

/** An entry that no rule caused: as its module explains it, or by its title. */
async function explainPlainly(work: Work, entry: Entry) {
  const explained = work.registry
    .all(entryExplanations)
    .find(({ refKind }) => refKind === entry.ref.kind)
    ?.explain(entry, await pointsNameOf(work))
  return {
    rule: '',
    version: 0,
    facts: {},
    ...(explained ?? { sentence: `${await titleOf(work, entry)}。`, details: [], formula: String(entry.points) }),
  }
}
