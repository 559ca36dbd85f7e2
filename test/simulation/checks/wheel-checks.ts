import { createHash, createHmac } from 'node:crypto'
import { quotas } from '../../../cloudfunctions/modules/ledger/quotas/quota'
import { type LotteryDay, lotteryDays } from '../../../cloudfunctions/modules/lottery/store'
import { must } from '../must'
import { LUCK } from '../world/wheels'
import type { World } from '../world/world'
import type { Books } from './books'
import { quotaOf } from './campaign-checks'
import { dayOfMs, daysAfter, startOfDayMs } from './days'
import { all } from './every'
import { sorted } from './sorted'
import { checkAnswersOfWheels } from './wheel-answers'
import type { PaperDraw, PaperPrize, WheelBody } from './wheel-book'
import { checkReports } from './wheel-report'

const sha = (text: string) => createHash('sha256').update(text).digest('hex')
/** A day is promised in the evening before it. */
const AHEAD_MS = 6 * 3_600_000
const MINUTE_MS = 60_000
/** Its secret is told two minutes after it, by the next timer. */
const TOLD_LATE_MS = 6 * MINUTE_MS
const WHOLE_PPM = 1_000_000

/** When the day is over as well: every draw is what its day's secret makes of it, and whoever drew has what it gave. */
export class WheelChecks {
  constructor(
    private readonly world: World,
    private readonly books: Books,
  ) {}

  /** When all is quiet a prize may still wait for its draw: the rest of its day may bring it. */
  afterQuiet(): void {
    const { wheels } = this.books
    const overMs = this.world.clock.nowMs - TOLD_LATE_MS
    for (const unit of wheels.prizes.open()) {
      const mayCome = overMs < startOfDayMs(daysAfter(unit.date, 1)) && wheels.drawOf(unit) === undefined
      must(mayCome, `${unit._id} is open and waits for nothing`)
      this.world.coverage.count('prize: waits for its draw')
    }
  }

  async afterNight(): Promise<void> {
    const [open] = this.books.wheels.prizes.open()
    must(open === undefined, `${open?._id} is open behind its day`)
    const days = [...this.world.store.allInserted(lotteryDays).values()]
    for (const day of days) this.checkPromise(day, days)
    const secrets = new Map<string, string>()
    for (const day of days) secrets.set(day._id, await this.secretOf(day))
    for (const draw of this.books.wheels.draws.values()) this.checkOutcome(draw, secrets)
    this.checkCoupons()
    this.checkPrizes()
    await this.checkLuck()
    checkAnswersOfWheels(this.world, this.books)
    await checkReports(this.world, this.books)
  }

  /** What a day is decided by was published before it, and is what the wheel said then. */
  private checkPromise(day: LotteryDay, days: readonly LotteryDay[]): void {
    const { _id, campaign, date, version, list, listHash, committedAtMs } = day
    const begins = startOfDayMs(date)
    const isInTime = begins - AHEAD_MS <= committedAtMs && committedAtMs < startOfDayMs(daysAfter(date, 1))
    must(_id === `${campaign}|${date}` && isInTime, `${_id} was promised at ${committedAtMs}`)
    const { inForce } = this.books
    must(inForce.campaignAt(campaign, committedAtMs)?.version === version, `${_id} goes by version ${version}`)
    const body = inForce.bodyOf('campaigns', campaign, version) as unknown as WheelBody
    must(dayOfMs(body.fromMs) <= date && date <= dayOfMs(body.untilMs - 1), `${_id} is no day of its wheel`)
    const prizes = body.prizes.map((prize) => this.promised(prize, day, days))
    must(sha(list) === listHash, `${_id} has another list than its hash is of`)
    const should = sorted({ fallback: body.fallback, prizes })
    must(list === should, `${_id} promises ${list} and not ${should}`)
  }

  /** A coupon is of the version that was promised first. */
  private promised(
    prize: PaperPrize,
    { _id, campaign, date, committedAtMs, list }: LotteryDay,
    days: readonly LotteryDay[],
  ) {
    const { templateId, prizeId } = prize
    if (templateId === undefined) return prize
    const versionIn = (text: string) =>
      (JSON.parse(text) as WheelBody).prizes.find((one) => one.prizeId === prizeId)?.templateVersion
    const templateVersion = versionIn(list)
    const before = days.filter((one) => one.campaign === campaign && one.date < date).map((one) => versionIn(one.list))
    const inForce = this.books.inForce.versionAt('coupon_templates', templateId, committedAtMs)?.version
    const isKnown = [...before, inForce].includes(templateVersion)
    must(
      isKnown && (before.length === 0 || before.includes(templateVersion)),
      `${_id} promises another coupon than before`,
    )
    return { ...prize, templateVersion }
  }

  /** Told when the day is over, and not before; nothing else of it was ever changed. */
  private async secretOf(day: LotteryDay): Promise<string> {
    const { nowMs } = this.world.clock
    const now = await this.world.store.get(lotteryDays, day._id)
    must(now !== null, `${day._id} was deleted`)
    const { secret, revealedAtMs, revealAtMs, ...promise } = now
    const { secret: _, revealedAtMs: __, revealAtMs: dueAtMs, ...before } = day
    must(sorted(promise) === sorted(before), `${day._id} was changed`)
    const endsMs = startOfDayMs(daysAfter(day.date, 1))
    must((dueAtMs ?? 0) > endsMs && (revealedAtMs ?? endsMs) >= endsMs, `the secret of ${day._id} was told too early`)
    if (secret === '') {
      must(endsMs + TOLD_LATE_MS > nowMs && revealAtMs === dueAtMs, `the secret of ${day._id} is not told`)
      return ''
    }
    must(revealAtMs === null && sha(secret) === day.secretHash, `the secret of ${day._id} is not the promised one`)
    this.world.coverage.count('wheel: a secret was told')
    return secret
  }

  /** Done once more with what was told. */
  private checkOutcome({ entry, told, account, fell }: PaperDraw, secrets: ReadonlyMap<string, string>): void {
    const { campaign, date, number } = told
    const secret = secrets.get(`${campaign}|${date}`) ?? ''
    must(secret !== '', `what ${entry.op} was decided by is not told`)
    const hmac = createHmac('sha256', secret).update(`${campaign}|${account}|${number}`).digest('hex')
    const point = Number(BigInt(`0x${hmac.slice(0, 12)}`) % BigInt(WHOLE_PPM))
    const { prizes } = JSON.parse(this.books.wheels.dayOf(campaign, date)?.list ?? '') as WheelBody
    const below = prizes.map((_, at) => prizes.slice(0, at + 1).reduce((sum, { oddsPpm }) => sum + oddsPpm, 0))
    const should = prizes[below.findIndex((most) => point < most)]?.prizeId
    must(fell === should, `${entry.op} fell on ${fell}, and its secret says ${should}`)
  }

  /** Each coupon that was drawn is there once, and no wheel gave another. */
  private checkCoupons(): void {
    const { coupons, wheels } = this.books
    const due = new Set<string>()
    for (const { entry, told, member, given } of wheels.draws.values()) {
      if (given.templateId === undefined) continue
      const op = sha(`${entry.op}|${told.date}${told.fell ? '|fallback' : ''}`).slice(0, 32)
      due.add(op)
      const coupon = coupons.byOp.get(op)
      const is = sorted([coupon?.template, coupon?.version, coupon?.channel, coupon?.source, coupon?.member])
      const should = sorted([given.templateId, given.templateVersion, 'campaign', told.campaign, member])
      must(is === should, `${entry.op} gave the coupon ${is} and not ${should}`)
      if ((coupon?.atMs ?? 0) > entry.atMs + MINUTE_MS) this.world.coverage.count('wheel: a coupon came later')
    }
    const comeBack = new Set(coupons.followers.values())
    for (const { op, channel, source } of coupons.coupons.values()) {
      const isOfWheel = channel === 'campaign' && this.world.shop.wheels.ids.includes(source) && !comeBack.has(op)
      must(!isOfWheel || due.has(op), `${op} is a coupon of ${source} that nobody has drawn`)
    }
  }

  /** Of each prize so many were given as are gone; whatever was claimed was drawn, or went back. */
  private checkPrizes(): void {
    const { wheels } = this.books
    const { prizes } = wheels
    const gone = new Map<string, number>()
    const made = new Map<string, number>()
    for (const unit of prizes.pieces.values()) {
      const { _id, sku, state, prize } = unit
      if (/\|\d{8}$/.test(_id)) made.set(sku, (made.get(sku) ?? 0) + 1)
      if (state === 'claimed') gone.set(sku, (gone.get(sku) ?? 0) + 1)
      const draw = wheels.drawOf(unit)
      must(state !== 'claimed' || draw?.told.prize === prize, `${_id} is claimed, and no draw gave it`)
    }
    const given = [...wheels.draws.values()].filter(({ given: { stock = null } }) => stock !== null)
    for (const { told } of given) {
      const sku = `lt|${told.campaign}_${told.prize}`
      gone.set(sku, (gone.get(sku) ?? 0) - 1)
    }
    for (const [sku, count] of gone) must(sku === '' || count === 0, `${count} of ${sku} are gone and were not given`)
    for (const sku of made.keys()) this.checkMade(sku, made.get(sku) ?? 0)
  }

  /** What was published and what was added are all there. */
  private checkMade(sku: string, made: number): void {
    const [wheel = '', prizeId] = sku.slice('lt|'.length).split('_')
    const [first] = this.books.inForce.versionsOf('campaigns', wheel)
    must(first !== undefined, `${sku} was made, and nobody published it`)
    const { stock } = (first.body as unknown as WheelBody).prizes.find((one) => one.prizeId === prizeId) ?? {}
    const { asked, answers } = this.world
    const added = [...asked.values()].flatMap(({ identity, says }) =>
      says?.said.kind === 'more prizes' && says.said.sku === sku && answers.settled.has(identity)
        ? says.said.quantity
        : 0,
    )
    const should = added.reduce((sum, quantity) => sum + quantity, stock ?? 0)
    must(made === should, `${made} of ${sku} and ${should} were made`)
    const { prizes } = this.books.wheels
    if (prizes.freeOf(sku) === 0) this.world.coverage.count('prize: given to the last')
  }

  /** The campaign that gives chances has a budget of so many times. */
  private async checkLuck(): Promise<void> {
    if (this.books.inForce.versionsOf('campaigns', LUCK).length === 0) return
    const shards = await all(this.world.store, quotas)
    const { cap, left } = quotaOf(shards.filter(({ quota }) => quota === `cb|${LUCK}|times`))
    const gave = this.books.wheels.gave.get(LUCK) ?? 0
    must(cap - left === gave, `${cap - left} was taken of ${LUCK}, and it gave ${gave} times`)
  }
}
