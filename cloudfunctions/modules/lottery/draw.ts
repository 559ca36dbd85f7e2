import { hmacSha256 } from '../../kernel/digest'
import { Refusal, refuse } from '../../kernel/refusal'
import { settingsOf, type Work } from '../../platform/context'
import type { ContextOf } from '../../platform/module'
import {
  type Account,
  accrual,
  changeAccount,
  type Decided,
  type Entry,
  expiresOn,
  isOnSale,
  ledgerSettings,
  redemption,
  unrewarded,
} from '../ledger'
import type { contract } from './contract'
import { markOf, promisedDay, secretOf } from './days'
import { type Chances, chancesOf, drawnWith, type Taken, takenBy } from './domain/chances'
import { drawTextOf, outcomeOf, prizeAt } from './domain/outcome'
import { listOfText, type PrizeList, type PromisedPrize, prizeIn, stockOf } from './domain/prize'
import { earnedChances, limitsLess } from './earned'
import { type DrawId, drawOp, giveCoupon, settlePrize } from './give'
import { isOpenAt, type WheelCampaign, wheelInForce } from './in-force'
import { drawnBy, roomWith } from './room'
import { shownDraw } from './shown-draw'
import { prizeSku } from './stock-kind'
import type { LotteryDay } from './store'
import { type DrawTrace, LOTTERY, traceOf } from './trace'

type DrawContext = ContextOf<(typeof contract)['lottery.draw']>
type Code = 'not_open' | 'no_chance_left' | 'insufficient_points' | 'account_frozen'

/** A wheel that can be drawn now, by what was promised for today. */
export interface OpenWheel {
  readonly campaign: WheelCampaign
  readonly day: LotteryDay
  readonly list: PrizeList
}

/** Null while it is not to be drawn: outside its time, paused, not promised for today, or its prizes are not all made yet. */
export async function openWheel(work: Work, campaignId: string): Promise<OpenWheel | null> {
  const campaign = await wheelInForce(work, campaignId)
  // guard: wheel-open
  if (!campaign || !isOpenAt(campaign, work.nowMs)) return null
  const day = await promisedDay(work, campaignId, work.today)
  if (!day) return null
  const list = listOfText(day.list)
  for (const prize of list.prizes)
    if (stockOf(prize) !== null && !(await isOnSale(work, prizeSku(campaignId, prize.prizeId)))) return null
  return { campaign, day, list }
}

/** What the rules and the days have left an account to draw with. */
export function chancesBy(work: Work, { campaignId, wheel }: WheelCampaign, account: Account): Chances {
  return chancesOf(wheel, drawnBy(account, campaignId), earnedChances(account, campaignId), work.today)
}

/** What a draw falls on: the same whoever asks, and however often. */
function fallenOn(work: Work, { day, list }: OpenWheel, { account, campaign, number }: DrawId): PromisedPrize {
  const secret = secretOf(work, campaign, day.date)
  const hmac = hmacSha256(Buffer.from(secret), drawTextOf({ campaign, account: account._id, number }))
  return prizeAt(list, outcomeOf(hmac))
}

/** Writes a draw down: the chance that it takes, and the points that it costs or gives. */
async function written(
  work: Work,
  open: OpenWheel,
  account: Account,
  decided: { readonly taken: Taken; readonly fell: PromisedPrize; readonly prize: PromisedPrize; readonly id: DrawId },
): Promise<Decided | Refusal<Code>> {
  const { campaign, day } = open
  const { taken, fell, prize, id } = decided
  const { campaignId, wheel, lastDay: until } = campaign
  const drawn = drawnWith(drawnBy(account, campaignId), taken, work.today)
  const limits = taken === 'earned' ? limitsLess(account, campaignId, work.today) : account.limits
  const after = { ...account, limits }
  const { left } = chancesOf(wheel, drawn, earnedChances(after, campaignId), work.today)
  const trace: DrawTrace = {
    campaign: campaignId,
    date: day.date,
    number: id.number,
    prize: prize.prizeId,
    kind: prize.kind,
    name: prize.name,
    ...(prize.prizeId === fell.prizeId ? {} : { fell: { prize: fell.prizeId, name: fell.name } }),
    took: taken,
    left,
    mark: markOf(day),
  }
  const ref = { kind: LOTTERY, id: `${campaignId}|${id.number}` }
  const cause = { op: drawOp(id), ref, trace: { ...trace } }
  const marks = { limits, rooms: roomWith(account, { campaignId, drawn, until, today: work.today }) }
  if (taken === 'points') {
    const posting = redemption(cause, account, wheel.pricePoints ?? 0)
    return posting instanceof Refusal ? posting : { posting, marks }
  }
  if (prize.kind !== 'points') return { posting: unrewarded(cause), marks }
  const { pointExpiry } = await settingsOf(work, ledgerSettings)
  const earned = { points: prize.points, on: work.today, expiresOn: expiresOn(work.today, pointExpiry) }
  return { posting: accrual(cause, account, earned), marks }
}

/** Decides the next draw of an account, and claims what it gives. */
async function decideDraw(
  work: Work,
  open: OpenWheel,
  account: Account,
  offersPoints: boolean,
): Promise<Decided | Refusal<Code>> {
  const { campaignId, wheel } = open.campaign
  // guard: frozen-draws-nothing
  if (account.status === 'frozen') return refuse('account_frozen')
  const chances = chancesBy(work, open.campaign, account)
  const taken = takenBy(chances, wheel, offersPoints)
  // guard: chance-there
  if (taken === null) return refuse('no_chance_left', { today: chances.today })
  const price = taken === 'points' ? (wheel.pricePoints ?? 0) : 0
  if (account.available < price) return refuse('insufficient_points', { missing: price - account.available })
  const number = drawnBy(account, campaignId).number + 1
  const id: DrawId = { account, campaign: campaignId, date: open.day.date, number }
  const fell = fallenOn(work, open, id)
  const prize = await settlePrize(work, id, open.list, fell)
  return written(work, open, account, { taken, fell, prize, id })
}

/** Draws for the caller: what it fell on and what it gave stand in the account, and no repetition draws again. */
export async function draw(
  context: DrawContext,
  { campaignId, forPoints }: { readonly campaignId: string; readonly forPoints?: true | undefined },
) {
  const { memberId } = context.caller
  const open = await openWheel(context, campaignId)
  const drawn = await changeAccount(context, memberId, {
    command: context.command,
    decide: async (account) =>
      open ? decideDraw(context, open, account, forPoints === true) : refuse<Code>('not_open'),
    reply: (line, account) => ({ line, account }),
  })
  if (drawn instanceof Refusal) return drawn
  const { line, account } = drawn
  const { left } = traceOf(line.entry)
  await giveWon(context, line.entry, account)
  return { ...(await shownDraw(context, line.entry, account)), chancesLeft: left, balance: line.balance }
}

/** Gives what is not given by the entry itself. Done before, it changes nothing. */
async function giveWon(work: Work, entry: Entry, account: Account): Promise<void> {
  const { campaign, date, number, prize, kind, fell } = traceOf(entry)
  if (kind !== 'coupon' && kind !== 'item') return
  const day = await promisedDay(work, campaign, date)
  if (!day) throw new Error(`the day of ${entry.op} is not there`)
  const won = { prize: prizeIn(listOfText(day.list), prize), isFallback: fell !== undefined }
  await giveCoupon(work, { account, campaign, date, number }, won)
}
