import * as z from 'zod/mini'
import { canonicalJson } from '../../kernel/canonical-json'
import { sha256 } from '../../kernel/digest'
import { settingsOf, type Work } from '../../platform/context'
import { ensureDocument } from '../../platform/guarded-store'
import { dueJob, goThrough, type Job, type JobPosition } from '../../platform/jobs'
import { type Account, accountsPage } from '../ledger'
import { standingOn } from './domain/standing'
import { ladderVersions, tierRules } from './ladder-in-force'
import { isOutOfDate, markForReview, reviewAccount } from './review'
import { storedStanding } from './room'
import { tierSettings } from './settings'
import { appliedLadders, tierReviews } from './store'

const REVIEWS_PER_SLICE = 25
const ACCOUNTS_PER_SLICE = 100

const dueReviews = dueJob({
  name: 'tiers-review',
  everyMinutes: 30,
  collection: tierReviews,
  index: 'byLook',
  limit: REVIEWS_PER_SLICE,
  goOn: (work, { member }) => reviewAccount(work, member),
})

/**
 * Reviews the tiers that end, and gives notice before. Standings are right without it, since whoever looks folds in what
 * fell due; it writes that down and tells the members. Whoever was looked at is entered for a later time.
 */
export const reviewJob: Job = {
  ...dueReviews,
  // Without a ladder nothing can be said of anybody, and all wait for one.
  slice: async (work, position) =>
    (await tierRules(work)).ladder.length === 0 ? { done: 0, next: null } : dueReviews.slice(work, position),
}

const positionSchema = z.strictObject({ ladder: z.string(), cursor: z.nullable(z.string()) })

/** The ladder in force and the window it is looked at through, as one name; null while there is none. */
async function nameOfLadder(work: Work): Promise<string | null> {
  const versions = await ladderVersions(work)
  const { tierWindow } = await settingsOf(work, tierSettings)
  return versions.length === 0 ? null : sha256(canonicalJson([tierWindow, versions]))
}

/** Where a round goes on: at its start when there is a ladder that not everybody was looked at under; null otherwise. */
async function roundAt(work: Work, position: JobPosition): Promise<z.output<typeof positionSchema> | null> {
  const ladder = await nameOfLadder(work)
  if (ladder === null) return null
  const begun = position === null ? null : z.parse(positionSchema, JSON.parse(position))
  if (begun?.ladder === ladder) return begun
  return (await work.store.get(appliedLadders, ladder)) ? null : { ladder, cursor: null }
}

async function applyTo(work: Work, account: Account): Promise<void> {
  if (account.status === 'closed') return
  const stored = storedStanding(account)
  if (!isOutOfDate(stored, standingOn(stored, await tierRules(work), work.today))) return
  await markForReview(work, account)
  await reviewAccount(work, account.member)
}

/** After a new version of the ladder looks at everybody: who moves is written down and told. Again, it changes nothing. */
export const applyLadderJob: Job = {
  name: 'tiers-apply-ladder',
  everyMinutes: 10,
  async slice(work, position) {
    const round = await roundAt(work, position)
    if (!round) return { done: 0, next: null }
    const page = await accountsPage(work, ACCOUNTS_PER_SLICE, round.cursor ?? undefined)
    // One whose room a hand has made unreadable keeps nobody else from being looked at.
    await goThrough(work, page.items, (account) => applyTo(work, account))
    if (page.next !== null) {
      return { done: page.items.length, next: JSON.stringify({ ...round, cursor: page.next }) }
    }
    await ensureDocument(work, appliedLadders, { _id: round.ladder, schema: 1, atMs: work.nowMs })
    return { done: page.items.length, next: null }
  },
}
