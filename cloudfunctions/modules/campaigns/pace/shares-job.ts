import * as z from 'zod/mini'
import { startOfDateMs } from '../../../kernel/business-date'
import type { Work } from '../../../platform/context'
import { ensureDocument, untilSettled } from '../../../platform/guarded-store'
import type { Job, JobPosition } from '../../../platform/jobs'
import { type Account, accountsChanged } from '../../ledger'
import { largestWith, type MemberToday } from '../domain/pace'
import { awardsOn } from '../running/awards-on'
import { campaignShares } from './store'
import { watchedCampaigns } from './watched'

const ACCOUNTS_PER_SLICE = 100
/** An account may be written so long after the moment that it bears: a function does not live longer. */
const WRITTEN_LATE_MS = 90_000

const roundSchema = z.strictObject({
  date: z.string(),
  fromMs: z.int(),
  belowMs: z.int(),
  cursor: z.nullable(z.string()),
})
type Round = z.output<typeof roundSchema>

/** The changes of a stretch of today that a position belongs to; a day begins with its first moment. */
function roundAt({ nowMs, today: date }: Work, position: JobPosition): Round {
  const known = position === null ? null : z.parse(roundSchema, JSON.parse(position))
  if (known?.date === date && known.cursor !== null) return known
  const fromMs = known?.date === date ? Math.min(known.belowMs, nowMs) - WRITTEN_LATE_MS : startOfDateMs(date)
  return { date, fromMs, belowMs: nowMs + 1, cursor: null }
}

/** What each campaign gave one member today. */
async function hadToday(work: Work, account: Account): Promise<ReadonlyMap<string, number>> {
  const had = new Map<string, number>()
  for (const { campaign, points } of await awardsOn(work, account, work.today))
    had.set(campaign, (had.get(campaign) ?? 0) + points)
  return had
}

async function write(work: Work, _id: string, had: readonly MemberToday[]): Promise<void> {
  const { today: date } = work
  await untilSettled(work, async () => {
    const known = await work.store.get(campaignShares, _id)
    const next = { date, members: largestWith(known?.date === date ? known.members : [], had) }
    if (known) await work.store.update(campaignShares, { _id }, { set: next })
    else await ensureDocument(work, campaignShares, { _id, schema: 1, ...next })
    return { value: null }
  })
}

/** Keeps for each campaign with a forecast who has had most of it today: it reads the accounts that have changed. */
export const sharesJob: Job = {
  name: 'campaigns-shares',
  everyMinutes: 1,
  isIdle: async (work) => (await watchedCampaigns(work)).length === 0,
  async slice(work, position) {
    const watched = await watchedCampaigns(work)
    if (watched.length === 0) return { done: 0, next: null }
    const round = roundAt(work, position)
    const page = await accountsChanged(work, round, { limit: ACCOUNTS_PER_SLICE, cursor: round.cursor })
    const had = await Promise.all(
      page.items.map(async (account) => ({ member: account.member, by: await hadToday(work, account) })),
    )
    for (const { campaignId } of watched) {
      const members = had.flatMap(({ member, by }) => {
        const points = by.get(campaignId)
        return points ? [{ member, points }] : []
      })
      if (members.length > 0) await write(work, campaignId, members)
    }
    const done = page.items.length
    if (page.next !== null) return { done, next: JSON.stringify({ ...round, cursor: page.next }) }
    return { done, next: null, restart: JSON.stringify({ ...round, cursor: null }) }
  },
}
