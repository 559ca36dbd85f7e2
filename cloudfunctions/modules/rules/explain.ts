import { pointsNameOf } from '../../platform/brand'
import type { Work } from '../../platform/context'
import { type Account, type Entry, lineAt, titleOf } from '../ledger'
import { type Again, decidedAgain } from './again'
import type { Decision, Given } from './domain/decision'
import type { Facts, Words } from './domain/rule'
import { formulaOfRule, wording, wordingOfNothing } from './domain/wording'
import { entryExplanations } from './explanations'
import { type RulesInForce, sourceOf } from './in-force'
import { missesOf } from './misses'
import { parseTrace, type Trace } from './trace'

/** What an event earned, put in words. */
export interface Reasons {
  readonly sentence: string
  readonly formula: string
  /** The caps that cut, and how much; empty when none did. */
  readonly capped: string
}

/** How the points add up: `5 + 20 = 25`, or `5` alone. What caps leave stands behind it. */
function formulaOf({ given, cuts, points }: Decision): string {
  const some = given.filter((one) => one.points > 0)
  const parts = some.map((one) => one.points)
  const sum = parts.reduce((total, part) => total + part, 0)
  const [only] = some
  const computed = some.length === 1 && only ? formulaOfRule(only) : null
  const left = computed ?? parts.join(' + ')
  const added = computed === null && parts.length < 2 ? String(sum) : `${left} = ${sum}`
  return cuts.length === 0 ? added : `${added}，封顶后 ${points}`
}

const cappedText = ({ cuts }: Decision, words: Words) =>
  cuts.map((cut) => `${cut.text(words)}，少得 ${cut.points} ${words.points}`).join('；')

/** A rule of a campaign says which campaign it is. */
function gaveText(given: Given, words: Words): string {
  const { campaign } = given.rule
  return campaign ? `「${campaign.title}」${wording(given, words)}` : wording(given, words)
}

/** Puts a decision in words, whether it has given something or nothing. */
export async function reasonsOf(
  work: Work,
  { compiled }: Pick<RulesInForce, 'compiled'>,
  facts: Facts,
  decision: Decision,
): Promise<Reasons> {
  const words = { points: await pointsNameOf(work) }
  const { given, points } = decision
  const capped = cappedText(decision, words)
  const gave = given.filter((one) => one.points > 0).map((one) => gaveText(one, words))
  const others = given.filter((one) => one.rule.campaign && one.points === 0).map((one) => gaveText(one, words))
  const formula = formulaOf(decision)
  if (points === 0) {
    const nothing = gave.length > 0 ? [] : compiled.programme.map((rule) => wordingOfNothing(rule, facts, words))
    const why = [...nothing, ...others, ...(capped ? [capped] : [])].join('；')
    return { sentence: `没有得${words.points}${why && `：${why}`}。`, formula, capped }
  }
  const total = gave.length > 1 || capped ? `，共 ${points} ${words.points}` : ''
  const parts = [...gave, ...others, ...(capped ? [capped] : [])]
  return { sentence: `${parts.join('；')}${total}。`, formula, capped }
}

/** What an entry's trace says of campaigns that gave nothing then: their budget was used up, or they gave too fast. */
function withheldText({ trace, inForce }: Again): string {
  const titleOf = (id: string) =>
    inForce.compiled.campaigns.all.find(({ rule }) => rule.campaign?.campaignId === id)?.rule.campaign?.title ?? id
  return [
    ...(trace.without ?? []).map((id) => `「${titleOf(id)}」已经发完，这次没有`),
    ...(trace.pace ?? []).map((id) => `「${titleOf(id)}」当时人太多，这次没有轮到`),
  ].join('；')
}

/** Executes an entry's trace again by the rules of its moment, and puts what it gave in words. Throws when it gives something else. */
export async function explainAward(work: Work, entry: Entry, trace: Trace) {
  const again = await decidedAgain(work, entry)
  if (!again) throw new Error(`entry ${entry.seq} has a trace that cannot be read`)
  const { inForce, decision } = again
  const facts = trace.facts
  const { sentence, formula, capped } = await reasonsOf(work, inForce, facts, decision)
  const withheld = withheldText(again)
  const campaigns = decision.gains.map(({ terms: { campaignId, title, version }, points }) => {
    return { campaignId, title, version, points }
  })
  const misses = await missesOf(work, again)
  return {
    sentence: withheld ? `${sentence}${withheld}。` : sentence,
    rule: trace.gave.map(([id]) => id).join('+'),
    version: trace.version,
    facts: { ...facts },
    details: [...sourceOf(work, trace.event).details(facts)],
    formula,
    ...(capped ? { capped } : {}),
    ...(campaigns.length > 0 ? { campaigns } : {}),
    ...(misses.length > 0 ? { misses } : {}),
  }
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

/** Why an entry of an account has the points it has; null when there is none. */
export async function explainedEntry(work: Work, account: Account, seq: number) {
  const line = await lineAt(work, account, seq)
  if (!line) return null
  const trace = parseTrace(line.entry.trace)
  return trace ? explainAward(work, line.entry, trace) : explainPlainly(work, line.entry)
}
