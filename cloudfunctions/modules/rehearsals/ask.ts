import { addDays, businessDateOf, daysBetween, startOfDateMs } from '../../kernel/business-date'
import type { Json } from '../../kernel/canonical-json'
import { Refusal, refuse } from '../../kernel/refusal'
import { type Command, settingsOf, type Work } from '../../platform/context'
import { ensureDocument } from '../../platform/guarded-store'
import type { Problem } from '../../platform/problems'
import { type Publishable, publishables } from '../../platform/publishing'
import { CAMPAIGNS, type Campaign, campaignDrafts, campaignsIn, campaignVersions } from '../campaigns'
import { closeSettings } from '../ledger'
import { members } from '../members'
import { conditions, effects, problemsOfRules } from '../rules'
import { pausesOf, runsIn } from './domain/period'
import { NOTHING_TALLIED } from './domain/tally'
import { type Rehearsal, rehearsals } from './store'

export interface Asked {
  readonly campaignId: string
  readonly from: string
  readonly to: string
  readonly source: Rehearsal['source']
}

type Refused = 'no_such_campaign' | 'not_published' | 'invalid_document' | 'invalid_input'
type Body = Readonly<Record<string, unknown>>

/** The longest time that is told of, and what may lie before it of campaigns that began earlier. */
const MOST_DAYS = 366

/** A draft as it would be frozen; null while its form is not that of a campaign. */
function frozen(work: Work, kind: Publishable | undefined, body: Body): Body | null {
  try {
    return kind?.frozen?.(work, body) ?? null
  } catch {
    return null
  }
}

/** What keeps a draft from being tried. What was promised to members keeps it from being published only. */
async function problemsOf(
  work: Work,
  kind: Publishable | undefined,
  { id, body }: { readonly id: string; readonly body: Body },
): Promise<readonly Problem[]> {
  const value = frozen(work, kind, body) as Campaign['body'] | null
  return value ? problemsOfRules(work, value.rules, 'rules') : ((await kind?.problems(work, { id, body })) ?? [])
}

/** What is replayed: the draft, or the newest of what was published. */
async function bodyOf(work: Work, { campaignId, source }: Asked): Promise<Body | Refusal<Refused>> {
  const [newest] = await campaignVersions(work, campaignId)
  if (source === 'published') return newest?.body ?? refuse('not_published')
  const document = await work.store.get(campaignDrafts, campaignId)
  if (!document) return refuse('no_such_campaign')
  const { _id: id, schema: _, ...body } = document as Body & { readonly _id: string }
  const kind = work.registry.all(publishables).find((known) => known.kind === CAMPAIGNS)
  const [first, ...others] = await problemsOf(work, kind, { id, body })
  if (first)
    return refuse('invalid_document', { problems: 1 + others.length, path: first.path, message: first.message })
  return frozen(work, kind, body) ?? body
}

const numberIn = (body: Body, name: string) => (typeof body[name] === 'number' ? body[name] : 0)

/** What rules of the time ask for: the events they listen to, and what they must be told of members. */
function askedByRules(work: Work, bodies: readonly Pick<Campaign['body'], 'audience' | 'rules'>[]) {
  const clauses = bodies.flatMap(({ audience, rules }) => [
    ...audience,
    ...rules.flatMap((rule) => [...rule.conditions, ...rule.effects]),
  ])
  const known = [...work.registry.all(conditions), ...work.registry.all(effects)]
  const needs = clauses.flatMap(({ code }) => known.find((definition) => definition.code === code)?.needs ?? [])
  return {
    listened: [...new Set(bodies.flatMap(({ rules }) => rules.map(({ when }) => when)))],
    needs: [...new Set(needs)],
  }
}

/** A rehearsal as it begins, or why there can be none. */
async function draftOf(work: Work, asked: Asked, command: Command): Promise<Rehearsal | Refusal<Refused>> {
  const { campaignId, from, to, source } = asked
  if (from > to || to > work.today || daysBetween(from, to) >= MOST_DAYS)
    return refuse('invalid_input', { path: 'input.to' })
  const body = await bodyOf(work, asked)
  if (body instanceof Refusal) return body
  const period = { fromMs: startOfDateMs(from), untilMs: startOfDateMs(addDays(to, 1)) }
  const others = await campaignsIn(work, period)
  const ran = [...(await campaignVersions(work, campaignId))].reverse()
  const earliestMs = Math.min(period.fromMs, ...others.map((one) => one.body.fromMs))
  const own = body as Campaign['body']
  const { pointCostBps } = await settingsOf(work, closeSettings)
  return {
    _id: command.key,
    schema: 1,
    inputHash: command.inputHash,
    campaignId,
    title: own.title,
    source,
    body: body as Readonly<Record<string, Json>>,
    from,
    to,
    warmFrom: businessDateOf(Math.max(earliestMs, startOfDateMs(addDays(from, -MOST_DAYS)))),
    runs: runsIn(period, { fromMs: numberIn(body, 'fromMs'), untilMs: numberIn(body, 'untilMs') }),
    pauses: pausesOf(
      ran.map(({ countsFromMs, isRetired, body: then }) => ({
        countsFromMs,
        isPaused: isRetired || then.isPaused === true,
      })),
    ),
    ...askedByRules(work, [own, ...others.map((one) => one.body)]),
    pointCostBps,
    atMs: work.nowMs,
    state: 'collecting',
    version: 0,
    cursor: null,
    slices: 0,
    bucket: 0,
    accounts: await work.store.count(members, {}),
    accountsDone: 0,
    events: 0,
    replayed: 0,
    tally: NOTHING_TALLIED,
    budgets: {},
    result: null,
    trouble: null,
    openSinceMs: work.nowMs,
  }
}

/** Writes down that a campaign is to be rehearsed, once for each command. */
export async function askRehearsal(
  work: Work,
  asked: Asked,
  command: Command,
): Promise<Rehearsal | Refusal<Refused | 'key_reused_with_other_input'>> {
  const before = await work.store.get(rehearsals, command.key)
  const rehearsal = before ?? (await draftOf(work, asked, command))
  if (rehearsal instanceof Refusal) return rehearsal
  const known = before ?? (await ensureDocument(work, rehearsals, rehearsal)) ?? rehearsal
  return known.inputHash === command.inputHash ? known : refuse('key_reused_with_other_input')
}
