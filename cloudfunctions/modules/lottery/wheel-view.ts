import { refuse } from '../../kernel/refusal'
import type { Work } from '../../platform/context'
import { accountOf } from '../ledger'
import { datesPromised, storedDay } from './days'
import type { Prize } from './domain/prize'
import { chancesBy, openWheel } from './draw'
import { isOpenAt, type WheelCampaign, wheelInForce } from './in-force'
import { stockLeft } from './report'
import type { LotteryDay } from './store'
import { waysTo } from './ways'

async function stateOf(work: Work, campaign: WheelCampaign) {
  const { fromMs, untilMs, isPaused, campaignId } = campaign
  if (work.nowMs < fromMs) return 'not_begun'
  if (work.nowMs >= untilMs) return 'over'
  if (isPaused || !isOpenAt(campaign, work.nowMs)) return 'paused'
  return (await openWheel(work, campaignId)) ? 'open' : 'preparing'
}

const shownPromise = ({ date, secretHash, listHash, committedAtMs }: LotteryDay) => ({
  date,
  secretHash,
  listHash,
  committedAtMs,
})

async function promisesOf(work: Work, campaignId: string) {
  const days = datesPromised(work).map((date) => storedDay(work, campaignId, date))
  return (await Promise.all(days)).filter((day) => day !== null).map(shownPromise)
}

/** A prize as it stands in the table of odds. */
function shownPrize(prize: Prize) {
  const { prizeId, kind, name, oddsPpm } = prize
  return {
    prizeId,
    kind,
    name,
    oddsPpm,
    ...(kind === 'points' ? { points: prize.points } : {}),
    ...(kind === 'thanks' ? {} : { valueFen: prize.valueFen }),
    ...(kind === 'item' && prize.isUseRight ? { isUseRight: true } : {}),
  }
}

/** A wheel as its page shows it to a member. */
export async function wheelFor(work: Work, member: string, campaignId: string) {
  const campaign = await wheelInForce(work, campaignId)
  if (!campaign) return refuse('no_such_campaign')
  const account = await accountOf(work, member)
  if (!account) return refuse('not_a_member')
  const { fromMs, untilMs, wheel } = campaign
  const { title, text = '' } = campaign.campaign.body
  const { freePerDay, mostPerDay, pricePoints, fallback, disclosure } = wheel
  const prizes = wheel.prizes.map(async (prize) => ({
    ...shownPrize(prize),
    ...(await stockLeft(work, campaignId, prize)),
  }))
  return {
    campaignId,
    title,
    text,
    state: await stateOf(work, campaign),
    fromMs,
    untilMs,
    prizes: await Promise.all(prizes),
    fallback,
    chances: chancesBy(work, campaign, account),
    freePerDay,
    mostPerDay,
    ...(pricePoints === undefined ? {} : { pricePoints }),
    balance: account.available,
    ways: await waysTo(work, campaign),
    promises: await promisesOf(work, campaignId),
    disclosure,
  } as const
}

/** What a day's draws were decided by, for whoever checks them. */
export async function proofOf(
  work: Work,
  { campaignId, date }: { readonly campaignId: string; readonly date: string },
) {
  // As it is stored, whether or not a hand has changed it: that is for the phone to find out.
  const day = await storedDay(work, campaignId, date)
  if (!day) return refuse('no_such_day')
  return {
    ...shownPromise(day),
    list: day.list,
    secret: day.secret === '' ? null : day.secret,
    revealedAtMs: day.revealedAtMs,
    revealsAtMs: day.revealAtMs,
  }
}
