import { pointsNameOf } from '../../platform/brand'
import type { Work } from '../../platform/context'
import type { Entry } from '../ledger'
import { award, type RulesInForce, rulesOn, sourceOf, vocabularyOf } from './award'
import { type Decision, formulaOfRule, pointsOf, wording, wordingOfNothing } from './domain/evaluate'
import type { Facts, Words } from './domain/rule'
import type { Trace } from './trace'

/** What an event earned, put in words. */
export interface Reasons {
  readonly sentence: string
  readonly formula: string
  /** The caps that cut, and how much; empty when none did. */
  readonly capped: string
}

/** How the points add up: `5 + 20 = 25`, or `5` alone. What caps leave stands behind it. */
function formulaOf(work: Work, facts: Facts, { given, cuts, points }: Decision): string {
  const some = given.filter((one) => pointsOf(one) > 0)
  const parts = some.map(pointsOf)
  const sum = parts.reduce((total, part) => total + part, 0)
  const [only] = some
  const computed = some.length === 1 && only ? formulaOfRule(vocabularyOf(work), only.rule, facts) : null
  const left = computed ?? parts.join(' + ')
  const added = computed === null && parts.length < 2 ? String(sum) : `${left} = ${sum}`
  return cuts.length === 0 ? added : `${added}，封顶后 ${points}`
}

function cappedText({ cuts }: Decision, words: Words): string {
  return cuts.map(({ cap, points }) => `${cap.text(words)}，少得 ${points} ${words.points}`).join('；')
}

/** Puts a decision in words, whether it has given something or nothing. */
export async function reasonsOf(
  work: Work,
  { rules }: Pick<RulesInForce, 'rules'>,
  facts: Facts,
  decision: Decision,
): Promise<Reasons> {
  const words = { points: await pointsNameOf(work) }
  const vocabulary = vocabularyOf(work)
  const { given, points } = decision
  const capped = cappedText(decision, words)
  const gave = given.filter((one) => pointsOf(one) > 0).map(({ rule }) => wording(vocabulary, rule, facts, words))
  const formula = formulaOf(work, facts, decision)
  if (points === 0) {
    const nothing = gave.length > 0 ? [] : rules.map((rule) => wordingOfNothing(vocabulary, rule, facts, words))
    const why = [...nothing, ...(capped ? [capped] : [])].join('；')
    return { sentence: `没有得${words.points}${why && `：${why}`}。`, formula, capped }
  }
  const total = gave.length > 1 || capped ? `，共 ${points} ${words.points}` : ''
  return { sentence: `${[...gave, ...(capped ? [capped] : [])].join('；')}${total}。`, formula, capped }
}

/** Executes an entry's trace again under the version it names, and puts what it gave in words. Throws when it gives something else. */
export async function explainAward(work: Work, entry: Entry, trace: Trace) {
  const { event } = sourceOf(work, trace.event)
  const then = await rulesOn(work, event, trace.version)
  const { decision } = award(work, then, event, trace.facts)
  if (decision.points !== entry.points) {
    throw new Error(`entry ${entry.seq} has ${entry.points} points, its trace gives ${decision.points}`)
  }
  for (const [id] of trace.gave) {
    if (!then.rules.some((known) => known.id === id)) throw new Error(`rule ${id} of version ${trace.version} is gone`)
  }
  const { sentence, formula, capped } = await reasonsOf(work, then, trace.facts, decision)
  return {
    sentence,
    rule: trace.gave.map(([id]) => id).join('+'),
    version: trace.version,
    facts: { ...trace.facts },
    details: [...sourceOf(work, event).details(trace.facts)],
    formula,
    ...(capped ? { capped } : {}),
  }
}
