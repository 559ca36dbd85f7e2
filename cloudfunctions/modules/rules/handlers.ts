import { refuse } from '../../kernel/refusal'
import { pointsNameOf } from '../../platform/brand'
import type { Work } from '../../platform/context'
import type { Handlers } from '../../platform/module'
import { accountOf, type Entry, lineAt, titleOf } from '../ledger'
import { award, rulesOn, sourceOf, vocabularyOf } from './award'
import type { contract } from './contract'
import { wording } from './domain/evaluate'
import { formulaOf, parseTrace, type Trace } from './trace'

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

/** Executes the trace again under the version it names, and puts what it gave in words. */
async function explainAward(work: Work, entry: Entry, trace: Trace) {
  const then = await rulesOn(work, trace.event, trace.version)
  const again = award(work, then, trace.event, trace.facts)
  if (again.points !== entry.points) {
    throw new Error(`entry ${entry.seq} has ${entry.points} points, its trace gives ${again.points}`)
  }
  const words = { points: await pointsNameOf(work) }
  const reasons = trace.gave.map(([id]) => {
    const rule = then.rules.find((known) => known.id === id)
    if (!rule) throw new Error(`rule ${id} of version ${trace.version} is gone`)
    return wording(vocabularyOf(work), rule, trace.facts, words)
  })
  const total = reasons.length > 1 ? `，共 ${entry.points} ${words.points}` : ''
  return {
    sentence: `${reasons.join('；')}${total}。`,
    rule: trace.gave.map(([id]) => id).join('+'),
    version: trace.version,
    facts: { ...trace.facts },
    details: [...sourceOf(work, trace.event).details(trace.facts)],
    formula: formulaOf(trace),
  }
}

async function explainPlainly(work: Work, entry: Entry) {
  return {
    sentence: `${await titleOf(work, entry)}。`,
    rule: '',
    version: 0,
    facts: {},
    details: [],
    formula: String(entry.points),
  }
}
