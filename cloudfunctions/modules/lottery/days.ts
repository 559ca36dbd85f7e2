import { addDays, type BusinessDate, startOfDateMs } from '../../kernel/business-date'
import { hmacSha256, isHmacSha256, sha256 } from '../../kernel/digest'
import type { Work } from '../../platform/context'
import { ensureDocument } from '../../platform/guarded-store'
import { couponTemplate } from '../coupons'
import { listOfText, listTextOf, type Prize, type PrizeList, type PromisedPrize } from './domain/prize'
import type { WheelCampaign } from './in-force'
import { type LotteryDay, lotteryDays } from './store'

/** A day is promised in the evening before it: late enough for a change of the afternoon to count from it on. */
const AHEAD_MS = 6 * 60 * 60_000
/** Longer than any function may run: a draw that began before midnight has ended by then. */
const REVEAL_AFTER_MS = 120_000

/** The days that wheels promise by now: this one, and in the evening the next. */
export function datesPromised({ today, nowMs }: Pick<Work, 'today' | 'nowMs'>): readonly BusinessDate[] {
  const tomorrow = addDays(today, 1)
  return startOfDateMs(tomorrow) - AHEAD_MS <= nowMs ? [today, tomorrow] : [today]
}

const dayIdOf = (campaign: string, date: BusinessDate) => `${campaign}|${date}`

/** What decides the draws of a wheel on a day. Known to nobody until it is told. */
export function secretOf({ secrets }: Pick<Work, 'secrets'>, campaign: string, date: BusinessDate): string {
  return hmacSha256(secrets.key('lottery-day'), dayIdOf(campaign, date))
}

type Promised = Pick<LotteryDay, '_id' | 'version' | 'listHash' | 'secretHash' | 'committedAtMs'>

const promiseText = ({ _id, version, listHash, secretHash, committedAtMs }: Promised) =>
  `${_id}|${version}|${listHash}|${secretHash}|${committedAtMs}`

/** The mark of a day that its draws bear: of both its hashes, so that neither can be another afterwards. */
export function markOf({ secretHash, listHash }: Pick<LotteryDay, 'secretHash' | 'listHash'>): string {
  return sha256(`${secretHash}|${listHash}`).slice(0, 16)
}

/** The day before this one that was promised, if any. */
async function dayBefore(work: Work, campaign: string, date: BusinessDate): Promise<LotteryDay | null> {
  const page = await work.store.find(lotteryDays, {
    index: 'byCampaign',
    equals: { campaign },
    range: { below: date },
    order: 'descending',
    limit: 1,
  })
  return page.items[0] ?? null
}

/** A coupon stays of the version that was first promised: a later one may be worse. */
async function promisedPrize(work: Work, prize: Prize, before: PrizeList | null): Promise<PromisedPrize> {
  if (!('templateId' in prize)) return prize
  const earlier = before?.prizes.find(
    (one) => one.prizeId === prize.prizeId && 'templateId' in one && one.templateId === prize.templateId,
  )
  const templateVersion = earlier?.templateVersion ?? (await couponTemplate(work, prize.templateId))?.version
  if (templateVersion === undefined) throw new Error(`prize ${prize.prizeId} is of no published coupon`)
  return { ...prize, templateVersion }
}

/** Lays down what a day's draws are decided by. A day that was promised stays as it was. */
export async function commitDay(work: Work, { campaignId, version, wheel }: WheelCampaign, date: BusinessDate) {
  const earlier = await dayBefore(work, campaignId, date)
  const before = earlier && listOfText(earlier.list)
  const prizes: PromisedPrize[] = []
  for (const prize of wheel.prizes) prizes.push(await promisedPrize(work, prize, before))
  const list = listTextOf({ prizes, fallback: wheel.fallback })
  const promised: Promised = {
    _id: dayIdOf(campaignId, date),
    version,
    listHash: sha256(list),
    secretHash: sha256(secretOf(work, campaignId, date)),
    committedAtMs: work.nowMs,
  }
  await ensureDocument(work, lotteryDays, {
    ...promised,
    schema: 1,
    campaign: campaignId,
    date,
    list,
    secret: '',
    revealedAtMs: null,
    revealAtMs: startOfDateMs(addDays(date, 1)) + REVEAL_AFTER_MS,
    mac: hmacSha256(work.secrets.key('lottery-day'), promiseText(promised)),
  })
  work.recent.forget(nameOf(campaignId, date))
}

/** Whether a day is still as it was promised. */
function isGenuineDay({ secrets }: Pick<Work, 'secrets'>, day: LotteryDay): boolean {
  const isAsPromised = isHmacSha256(secrets.key('lottery-day'), promiseText(day), day.mac)
  return isAsPromised && day._id === dayIdOf(day.campaign, day.date) && sha256(day.list) === day.listHash
}

const nameOf = (campaign: string, date: BusinessDate) => `lottery-day|${dayIdOf(campaign, date)}`

/** A day as it is stored, known for five seconds; null where none is. */
export async function storedDay(work: Work, campaign: string, date: BusinessDate): Promise<LotteryDay | null> {
  const name = nameOf(campaign, date)
  const day = await work.recent.read(name, () => work.store.get(lotteryDays, dayIdOf(campaign, date)))
  // Another instance may promise it at any moment and draw by it: what was drawn is then shown here with what decided it.
  // guard: absent-day-forgotten
  if (day === null) work.recent.forget(name)
  return day
}

/** A day that draws may be decided by; null where none was promised. Throws when a hand has changed what was. */
export async function promisedDay(work: Work, campaign: string, date: BusinessDate): Promise<LotteryDay | null> {
  const day = await storedDay(work, campaign, date)
  // guard: day-genuine
  if (day && !isGenuineDay(work, day)) throw new Error(`lottery day ${day._id} is not as it was promised`)
  return day
}

/** Tells the secret of a day that is over. Done before, it changes nothing. */
export async function revealDay(work: Work, day: LotteryDay): Promise<void> {
  const secret = secretOf(work, day.campaign, day.date)
  // guard: secret-fits
  if (sha256(secret) !== day.secretHash) throw new Error(`the secret of ${day._id} is not the one that was promised`)
  await work.store.update(
    lotteryDays,
    { _id: day._id, secret: '' },
    { set: { secret, revealedAtMs: work.nowMs, revealAtMs: null } },
  )
}
