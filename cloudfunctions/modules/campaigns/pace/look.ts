import { businessDateOf } from '../../../kernel/business-date'
import { settingsOf, type Work } from '../../../platform/context'
import { ensureDocument, untilSettled } from '../../../platform/guarded-store'
import { leftOfQuota } from '../../ledger'
import type { Budget } from '../../rules'
import { storesInForce } from '../../staff'
import { givenLastHour, paceOf, samplesFor } from '../domain/pace'
import { quotaOf } from '../running/budgets'
import type { RunningVersion } from '../running/compile'
import { takenBackOn } from './refunds'
import { paceSettings } from './settings'
import { type CampaignPace, campaignPaces, campaignShares } from './store'

/** Of more stores than this, each with a budget of its own, nobody is told apart any more. */
const MOST_STORES = 50
/** A look this much before midnight still says what had been given when the day began. */
const JUST_BEFORE_MS = 15 * 60_000

interface Given {
  readonly given: number
  readonly byStore: Readonly<Record<string, number>>
}

const NOTHING: Given = { given: 0, byStore: {} }

function budgetBy({ terms }: RunningVersion, by: Budget['by']): Budget | undefined {
  return terms.budgets.find((budget) => budget.by === by && budget.unit === 'points')
}

async function takenOf(work: Work, budget: Budget, of?: string): Promise<number> {
  return budget.cap - (await leftOfQuota(work, quotaOf(budget, of), budget.parts))
}

/** What a campaign has given until now, in all and by store. */
async function givenBy(work: Work, version: RunningVersion): Promise<Given> {
  const whole = budgetBy(version, 'campaign')
  const ofStores = budgetBy(version, 'store')
  const stores = ofStores ? (await storesInForce(work)).slice(0, MOST_STORES) : []
  const byStore = await Promise.all(
    stores.map(async ({ storeId }) => [storeId, ofStores ? await takenOf(work, ofStores, storeId) : 0] as const),
  )
  return { given: whole ? await takenOf(work, whole) : 0, byStore: Object.fromEntries(byStore) }
}

/** What had been given when today began, as far as anybody looked. */
function atDayStart(work: Work, { campaign }: RunningVersion, known: CampaignPace | null, now: Given): Given {
  if (!known) return businessDateOf(campaign.body.fromMs) === work.today ? NOTHING : now
  if (known.date === work.today) return known.atDayStart
  const last = known.samples.at(-1)
  const isJustBefore = last !== undefined && businessDateOf(last.atMs + JUST_BEFORE_MS) === work.today
  return isJustBefore ? { ...now, given: last.given } : now
}

/** The most that one store gave today. */
function largestStoreOf(now: Given, start: Given): number {
  return Math.max(0, ...Object.entries(now.byStore).map(([store, given]) => given - (start.byStore[store] ?? 0)))
}

/** Who had most of it today, and what refunds took back of it. */
async function sharesOf(work: Work, { campaign: { campaignId } }: RunningVersion) {
  const [shares, takenBackToday] = await Promise.all([
    work.store.get(campaignShares, campaignId),
    takenBackOn(work, campaignId, work.today),
  ])
  return { members: shares?.date === work.today ? shares.members : [], takenBackToday }
}

/** Looks at what a campaign gives and writes down its pace. */
export async function look(work: Work, version: RunningVersion, forecast: number): Promise<void> {
  const { nowMs, today } = work
  const { campaignBreaker } = await settingsOf(work, paceSettings)
  const [now, shares] = await Promise.all([givenBy(work, version), sharesOf(work, version)])
  const sample = { atMs: nowMs, given: now.given }
  await untilSettled(work, async () => {
    const known = await work.store.get(campaignPaces, version.campaign.campaignId)
    if (known && known.lookedAtMs >= nowMs) return { value: null }
    const start = atDayStart(work, version, known, now)
    const begun = { atMs: version.campaign.body.fromMs, given: 0 }
    const samples = known?.samples ?? (start === NOTHING ? [begun] : [])
    const flow = {
      today: Math.max(0, now.given - start.given),
      lastHour: givenLastHour(samples, sample),
      largestStoreToday: largestStoreOf(now, start),
      ...shares,
    }
    const { pace, why, waiting } = paceOf(flow, forecast, campaignBreaker)
    const next = {
      pace,
      why,
      waiting,
      sinceMs: known?.pace === pace ? known.sinceMs : nowMs,
      date: today,
      atDayStart: start,
      samples: samplesFor([...samples, sample], nowMs),
      lookedAtMs: nowMs,
    }
    const _id = version.campaign.campaignId
    if (!known) {
      await ensureDocument(work, campaignPaces, { _id, schema: 1, ...next })
      return { value: null }
    }
    // One at a time has the job's lease; what came late is put right by the next look, a minute later.
    await work.store.update(campaignPaces, { _id }, { set: next })
    return { value: null }
  })
}
