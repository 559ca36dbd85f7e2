import type { Work } from '../../platform/context'
import type { Problem } from '../../platform/problems'
import { type Clause, type Condition, type Effect, EVENTS, type RuleEvent } from './domain/rule'
import { ruleSources, vocabularyOf } from './in-force'
import { eventText } from './promise'

/** A rule as a document has it, its shape checked: what it says may still be anything. */
export interface DraftRule {
  readonly when: string
  readonly conditions: readonly Clause[]
  readonly effects: readonly Clause[]
  readonly stackingGroup?: string | undefined
}

const oneOf = (codes: readonly string[]) => `只能写 ${codes.join('、')} 之一`

function eventProblem(work: Work, when: string, path: string): Problem | null {
  const emitted = EVENTS.filter((event) => work.registry.all(ruleSources).some((source) => source.event === event))
  if (emitted.some((event) => event === when)) return null
  const isKnown = EVENTS.some((event) => event === when)
  return { path: `${path}.when`, message: isKnown ? '现在没有功能会发出这个事件' : oneOf(emitted) }
}

/** What is wrong with one clause: a code that nobody knows, an event it cannot be asked about, arguments. */
function clauseProblems(
  known: readonly (Condition | Effect)[],
  clause: Clause,
  { when, path }: { readonly when: string; readonly path: string },
): readonly Problem[] {
  const { code, ...stored } = clause
  const definition = known.find((candidate) => candidate.code === code)
  if (!definition) return [{ path: `${path}.code`, message: oneOf(known.map((one) => one.code)) }]
  if (definition.on && !definition.on.some((event) => event === when))
    return [{ path: `${path}.code`, message: `只能用在这些事件上：${definition.on.map(eventText).join('、')}` }]
  return (definition.problems?.(stored) ?? []).map(({ path: below, message }) => ({
    path: below ? `${path}.${below}` : path,
    message,
  }))
}

/** Rules that bring about, by what follows from them by itself, what they or another of them listens to. */
function cycleProblems(effects: readonly Effect[], rules: readonly DraftRule[], path: string): readonly Problem[] {
  const causesOf = (rule: DraftRule) =>
    rule.effects.flatMap(({ code }) => effects.find((effect) => effect.code === code)?.causes ?? [])
  const follows = new Map<string, Set<RuleEvent>>()
  for (const rule of rules) follows.set(rule.when, new Set([...(follows.get(rule.when) ?? []), ...causesOf(rule)]))
  const leadsTo = (from: string, to: string, seen: Set<string>): boolean => {
    if (from === to) return true
    if (seen.has(from)) return false
    seen.add(from)
    return [...(follows.get(from) ?? [])].some((next) => leadsTo(next, to, seen))
  }
  return rules.flatMap((rule, at) =>
    causesOf(rule).some((cause) => leadsTo(cause, rule.when, new Set()))
      ? [{ path: `${path}.${at}.effects`, message: '这条规则会引起它自己要等的事件，没完没了' }]
      : [],
  )
}

/** All that keeps rules from being used, by path and in Chinese. Those of sharing are refused with every unknown event. */
export function problemsOfRules(work: Work, rules: readonly DraftRule[], path: string): readonly Problem[] {
  const { conditions, effects } = vocabularyOf(work)
  const promised = effects.filter(({ promise }) => promise)
  const each = rules.flatMap((rule, at) => {
    const place = `${path}.${at}`
    const event = eventProblem(work, rule.when, place)
    const clauses = (known: readonly (Condition | Effect)[], list: readonly Clause[], name: string) =>
      list.flatMap((clause, nth) => clauseProblems(known, clause, { when: rule.when, path: `${place}.${name}.${nth}` }))
    if (event) return [event]
    return [
      ...clauses(conditions, rule.conditions, 'conditions'),
      ...clauses(promised, rule.effects, 'effects'),
      ...(rule.effects.length === 0 ? [{ path: `${place}.effects`, message: '不能空着' }] : []),
    ]
  })
  return [...each, ...cycleProblems(effects, rules, path)]
}
