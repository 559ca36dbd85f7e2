import { refuse } from '../../kernel/refusal'
import type { Work } from '../../platform/context'
import { type Account, accountsPage, type Entry, freeUnits } from '../ledger'
import { promisedDay } from './days'
import { fitOf } from './domain/chi-square'
import { listOfText, type Prize, stockOf } from './domain/prize'
import { allDrawsOf } from './draws-of'
import { newestWheel, type WheelCampaign } from './in-force'
import { drawnBy, isDropped } from './room'
import { prizeSku, prizeStock } from './stock-kind'
import { traceOf } from './trace'

const ACCOUNTS_AT_ONCE = 100
/** What is left for answering, once accounts have been looked through. */
const STOP_BELOW_MS = 8_000

/** What has been counted of one prize: the odds that the draws had for it, how often they fell on it, how often it was given. */
type Count = Record<'oddsSumPpm' | 'fell' | 'given', number>

interface Tally {
  draws: number
  members: number
  spentPoints: number
  readonly prizes: ReadonlyMap<string, Count>
}

function emptyTally(prizes: readonly Prize[]): Tally {
  const counts = prizes.map(({ prizeId }) => [prizeId, { oddsSumPpm: 0, fell: 0, given: 0 }] as const)
  return { draws: 0, members: 0, spentPoints: 0, prizes: new Map(counts) }
}

/** A place among the accounts together with what was counted before it: a report of many members holds nothing open. */
function cursorOf(place: string, { draws, members, spentPoints, prizes }: Tally): string {
  const counts = [...prizes.values()].flatMap(({ oddsSumPpm, fell, given }) => [oddsSumPpm, fell, given])
  return `${[draws, members, spentPoints, ...counts].map((count) => count.toString(36)).join('.')}~${place}`
}

function parseCursor(
  cursor: string,
  prizes: readonly Prize[],
): { readonly place: string; readonly tally: Tally } | null {
  const [sums = '', place = ''] = cursor.split('~')
  const numbers = sums.split('.').map((text) => Number.parseInt(text, 36))
  const [draws = 0, members = 0, spentPoints = 0, ...counts] = numbers
  if (place === '' || counts.length !== 3 * prizes.length || !numbers.every(Number.isSafeInteger)) return null
  const tally = { ...emptyTally(prizes), draws, members, spentPoints }
  let at = 0
  for (const count of tally.prizes.values()) {
    for (const name of ['oddsSumPpm', 'fell', 'given'] as const) {
      count[name] = counts[at] ?? 0
      at += 1
    }
  }
  return { place, tally }
}

/** Counts a draw with the odds of its own day: a later version of the wheel may have others. */
async function count(work: Work, tally: Tally, entry: Entry): Promise<void> {
  const { campaign, date, prize, fell } = traceOf(entry)
  const day = await promisedDay(work, campaign, date)
  if (!day) throw new Error(`the day of ${entry.op} is not there`)
  tally.draws += 1
  tally.spentPoints += Math.max(0, -entry.points)
  for (const { prizeId, oddsPpm } of listOfText(day.list).prizes) {
    const counted = tally.prizes.get(prizeId)
    if (!counted) continue
    counted.oddsSumPpm += oddsPpm
    counted.fell += prizeId === (fell?.prize ?? prize) ? 1 : 0
    counted.given += prizeId === prize ? 1 : 0
  }
}

async function countAccount(work: Work, tally: Tally, account: Account, wheel: WheelCampaign): Promise<void> {
  // What is not kept with the account any more still stands in its entries.
  // guard: dropped-draws-count
  if (drawnBy(account, wheel.campaignId).number === 0 && !isDropped(wheel.lastDay, work.today)) return
  const draws = await allDrawsOf(work, account, wheel)
  if (draws.length > 0) tally.members += 1
  for (const entry of draws) await count(work, tally, entry)
}

async function countFrom(work: Work, wheel: WheelCampaign, tally: Tally, from: string | undefined) {
  let place = from
  do {
    const page = await accountsPage(work, ACCOUNTS_AT_ONCE, place)
    for (const account of page.items) await countAccount(work, tally, account, wheel)
    place = page.next ?? undefined
  } while (place !== undefined && work.timeLeftMs() > STOP_BELOW_MS)
  return place
}

/** Draws of a wheel by prize, against the odds that they had. */
export async function reportOn(
  work: Work,
  asked: { readonly campaignId: string; readonly cursor?: string | undefined },
) {
  const { campaignId, cursor } = asked
  const campaign = await newestWheel(work, campaignId)
  if (!campaign) return refuse('no_such_campaign')
  const { prizes } = campaign.wheel
  const before = cursor === undefined ? { place: undefined, tally: emptyTally(prizes) } : parseCursor(cursor, prizes)
  if (!before) return refuse('invalid_input', { path: 'cursor' })
  const { tally } = before
  const place = await countFrom(work, campaign, tally, before.place)
  const { chiSquare, freedom, bound } = fitOf([...tally.prizes.values()])
  const shown = prizes.map(async (prize) => {
    const { fell = 0, given = 0 } = tally.prizes.get(prize.prizeId) ?? {}
    return {
      prizeId: prize.prizeId,
      name: prize.name,
      oddsPpm: prize.oddsPpm,
      fell,
      given,
      ...(await stockLeft(work, campaignId, prize)),
    }
  })
  return {
    draws: tally.draws,
    members: tally.members,
    spentPoints: tally.spentPoints,
    prizes: await Promise.all(shown),
    fit: {
      chiSquareMilli: Math.round(chiSquare * 1_000),
      freedom,
      boundMilli: Math.round(bound * 1_000),
      isWithin: chiSquare <= bound,
    },
    next: place === undefined ? null : cursorOf(place, tally),
  }
}

/** How many there are of a prize in all, and how many are left; null where there is always one more. */
export async function stockLeft(work: Work, campaignId: string, prize: Prize) {
  const stock = stockOf(prize)
  const left = stock === null ? null : await freeUnits(work, prizeStock, prizeSku(campaignId, prize.prizeId))
  return { stock, left }
}
