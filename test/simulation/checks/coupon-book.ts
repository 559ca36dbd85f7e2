import { createHash } from 'node:crypto'
import type { Coupon, Follow } from '../../../cloudfunctions/modules/coupons/store'
import { must } from '../must'
import type { SaidOf } from '../world/said'
import type { Shop } from '../world/shop'
import { daysOf, endOfDayMs, type TemplateBody, termsWritten } from './coupon-terms'
import { CouponUses } from './coupon-uses'
import { dayOfMs, daysAfter } from './days'
import type { InForce } from './in-force'
import type { OrderBook } from './order-book'
import { sorted } from './sorted'

const MINUTE_MS = 60_000
/** Two functions' clocks: one may be two seconds early, the other two seconds late. */
const CLOCKS_MS = 5_000

/** What never changes of a coupon from the moment somebody has it. */
const FIXED = [
  ...['op', 'member', 'template', 'version', 'terms', 'channel', 'source', 'claimant', 'claimNo', 'key', 'number'],
  ...['usableFromMs', 'endsAtMs', 'atMs', 'sku'],
] as readonly (keyof Coupon)[]

/** From which state a coupon may come into which. */
const ENDS: Readonly<Record<string, readonly string[]>> = {
  free: ['claimed'],
  claimed: ['used', 'giving', 'withdrawn'],
  giving: ['given', 'returned', 'withdrawn'],
  used: ['returned'],
}

/** And from which it ends, for which reason. */
const ENDED_FROM: Readonly<Record<string, string>> = {
  given: 'giving',
  not_taken: 'giving',
  unverified: 'used',
  refunded: 'used',
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex')
/** What the coupon is called that follows from the end of another. */
const followerOf = (op: string) => digest(`${op}|follows`).slice(0, 32)

/** What is to come of a coupon that has ended. */
interface Awaited {
  readonly from: Coupon
  readonly follows: Follow
}

/**
 * The coupons as a bookkeeper has them who was told what was asked, and reads each state of each document once: what was
 * published, who has it, what was taken off, and what came of it.
 */
export class CouponBook {
  readonly coupons = new Map<string, Coupon>()
  readonly byOp = new Map<string, Coupon>()
  /** What has ended and is still to come to somebody, by what it will be called. */
  readonly awaited = new Map<string, Awaited>()
  readonly followers = new Map<string, string>()
  /** When an account has claimed of a template, in the order of its claims. */
  readonly claims = new Map<string, readonly number[]>()
  readonly uses: CouponUses

  constructor(
    private readonly shop: Shop,
    private readonly inForce: InForce,
    private readonly orders: OrderBook,
    private readonly happened: (what: string) => void,
  ) {
    this.uses = new CouponUses(shop, inForce, (id) => this.coupons.get(id))
  }

  look(coupon: Coupon): void {
    const before = this.coupons.get(coupon._id)
    const has = this.byOp.get(coupon.op)
    must(has === undefined || has._id === coupon._id, `two coupons are of ${coupon.op}`)
    this.byOp.set(coupon.op, coupon)
    if (!before) this.begun(coupon)
    else if (before.state === coupon.state) this.unmoved(before, coupon)
    else this.moved(before, coupon)
    this.coupons.set(coupon._id, coupon)
  }

  private begun(coupon: Coupon): void {
    const { _id, state, op, sku, terms } = coupon
    if (state === 'claimed') {
      if (this.awaited.has(op)) this.followed(coupon)
      else this.issued(coupon)
      return
    }
    must(state === 'free' || state === 'tombstone', `${_id} begins as ${state}`)
    must(terms === null && (state === 'tombstone' || (sku !== '' && op === _id)), `${_id} begins as somebody's`)
  }

  /** Only the mark of what is to be done goes, and whoever gives again is remembered. */
  private unmoved(before: Coupon, now: Coupon): void {
    const rest = (one: Coupon) => sorted({ ...one, keys: 0, openSinceMs: 0 })
    must(rest(before) === rest(now), `${now._id} was changed as ${now.state}`)
    must(
      before.keys.every((key, at) => now.keys[at] === key),
      `${now._id} forgot a key`,
    )
  }

  private moved(before: Coupon, now: Coupon): void {
    const { _id, state } = now
    must((ENDS[before.state] ?? []).includes(state), `${_id} went from ${before.state} to ${state}`)
    if (before.state === 'free') {
      this.issued(now)
      return
    }
    for (const field of FIXED) must(sorted(now[field]) === sorted(before[field]), `${_id} has another ${field}`)
    if (state === 'used') this.used(now)
    if (state === 'giving') this.onItsWay(now)
    if (state === 'given' || state === 'returned') this.ended(before, now)
    this.happened(`coupon: ${before.state} to ${state}`)
  }

  private issued(coupon: Coupon): void {
    const { _id, template, version, terms, channel, atMs, usableFromMs, endsAtMs, use, gift } = coupon
    const body = this.inForce.bodyOf('coupon_templates', template, version) as unknown as TemplateBody
    const own = channel === 'rebate' && terms?.benefit.kind === 'cash' ? terms.benefit.discountFen : null
    must(sorted(terms) === sorted(termsWritten(body, own)), `${_id} has other terms than ${template} ${version}`)
    must(String([usableFromMs, endsAtMs]) === String(daysOf(body, atMs)), `${_id} has other days than were written`)
    must(use === null && gift === null, `${_id} begins as used or given`)
    const kind = `cp|${template}`
    must(coupon.sku === (body.stock === null ? '' : kind), `${_id} is of the stock ${coupon.sku}`)
    if (channel === 'claimed') this.claimed(coupon, body)
    must(channel !== 'given', `${_id} was given by nobody`)
    this.happened(`coupon: ${channel}`)
  }

  private claimed({ _id, member, template, version, key, claimant, claimNo, atMs }: Coupon, body: TemplateBody): void {
    const said = this.saidAs('claim', key, (one) => one.member === member && one.templateId === template)
    must(said, `${_id} was claimed by nobody`)
    const inForce = this.inForce.versionAt('coupon_templates', template, atMs)
    must(inForce?.version === version, `${_id} is of version ${version}, and ${inForce?.version} counted`)
    const { claimable, claimFromMs = 0, claimUntilMs = Number.POSITIVE_INFINITY, limitPerMember, limitPerDay } = body
    const isOpen = claimable && claimFromMs <= atMs && atMs < claimUntilMs
    must(isOpen, `${_id} was claimed while nobody could`)
    const place = `${claimant}|${template}`
    const before = this.claims.get(place) ?? []
    must(claimNo === before.length + 1, `${_id} is claim ${claimNo} after ${before.length}`)
    must(before.length < limitPerMember, `${_id} is one more than ${limitPerMember}`)
    const today = before.filter((one) => dayOfMs(one) === dayOfMs(atMs)).length
    must(limitPerDay === undefined || today < limitPerDay, `${_id} is one more than ${limitPerDay} on its day`)
    this.claims.set(place, [...before, atMs])
  }

  /** Whether somebody has said so under a key. */
  private saidAs<Kind extends 'claim' | 'verify' | 'unverify' | 'give' | 'take'>(
    kind: Kind,
    key: string,
    isIt: (said: SaidOf<Kind>) => boolean,
  ): boolean {
    const said = this.shop.said.get(key) ?? []
    return said.some((one) => one.kind === kind && isIt(one as SaidOf<Kind>))
  }

  private used(coupon: Coupon): void {
    this.uses.look(coupon)
    this.happened(`coupon: ${coupon.terms?.benefit.kind} was used`)
    if ((coupon.use?.payableFen ?? 0) + coupon.discountFen < (coupon.use?.amountFen ?? 0))
      this.happened('coupon: one of several of an order')
  }

  private onItsWay({ _id, op, member, terms, gift, giftUntilMs, endsAtMs }: Coupon): void {
    must(terms?.isGivable === true && gift !== null, `${_id} may not be given`)
    must(
      this.saidAs('give', gift.key, (one) => one.couponId === op && one.by === member),
      `${_id} is given by nobody`,
    )
    const until = Math.min(gift.atMs + 24 * 60 * MINUTE_MS, endsAtMs)
    must(gift.untilMs === until && giftUntilMs === until && gift.atMs < endsAtMs, `${_id} is on its way until ${until}`)
  }

  /** Of what ended comes one coupon: to whom, until when, and why. */
  private ended(before: Coupon, now: Coupon): void {
    const { _id, op, follows } = now
    must(follows !== null && now.openSinceMs !== null, `${_id} ends and nothing follows`)
    if (follows.why === 'given') this.taken(now, follows)
    else must(follows.member === now.member, `${_id} comes back to somebody else`)
    if (follows.why === 'not_taken')
      must(follows.atMs >= (before.giftUntilMs ?? Number.POSITIVE_INFINITY), `${_id} came back too early`)
    if (follows.why === 'unverified') this.unverified(now, follows)
    if (follows.why === 'refunded') this.refunded(now, follows)
    must(before.state === ENDED_FROM[follows.why], `${_id} was ${before.state} and is ${follows.why}`)
    this.awaited.set(followerOf(op), { from: now, follows })
    this.happened(`coupon: ${follows.why}`)
  }

  private taken({ _id, member, gift, giftCode }: Coupon, { key, member: taker, atMs, endsAtMs }: Follow): void {
    must(taker !== member, `${_id} was taken by its giver`)
    must(gift?.taken?.member === taker && atMs < gift.untilMs, `${_id} was taken by another, or too late`)
    const said = this.saidAs('take', key, (one) => one.member === taker && one.giftCode === giftCode)
    must(said && endsAtMs > atMs, `${_id} was taken by nobody`)
  }

  private unverified({ _id, op, use, endsAtMs }: Coupon, follows: Follow): void {
    must(
      this.saidAs('unverify', follows.key, (one) => one.couponId === op && one.by === follows.by),
      `${_id} was undone by nobody`,
    )
    const { couponUndoMinutes } = this.inForce.settings(follows.atMs)
    must(use !== null && follows.atMs < use.atMs + couponUndoMinutes * MINUTE_MS, `${_id} was undone too late`)
    const ends = Math.max(endsAtMs, endOfDayMs(dayOfMs(follows.atMs)))
    must(follows.endsAtMs === ends, `${_id} ends at ${follows.endsAtMs} after all and not at ${ends}`)
  }

  /** Behind a refund that left nothing of its order, of after the use. */
  private refunded({ _id, use, endsAtMs }: Coupon, follows: Follow): void {
    must(use !== null, `${_id} was not used`)
    const refunds = this.orders.roundsOf(use).flatMap(({ order }) => order.refunds)
    const ends = refunds
      .filter(({ key, leftFen, atMs }) => key === follows.key && leftFen === 0 && use.atMs <= atMs + CLOCKS_MS)
      .map(({ atMs }) => (atMs < endsAtMs ? endsAtMs : endOfDayMs(daysAfter(dayOfMs(atMs), use.graceDays))))
    must(ends.includes(follows.endsAtMs), `${_id} came back until ${follows.endsAtMs}, which is of no refund`)
    const isOver = follows.endsAtMs > endsAtMs
    must(!isOver || use.graceDays > 0, `${_id} came back after its end without any days`)
    this.happened(isOver ? 'coupon: refunded after its end' : 'coupon: refunded in time')
  }

  private followed(coupon: Coupon): void {
    const { _id, op, member, terms, template, version, channel, source, usableFromMs, endsAtMs } = coupon
    const { from, follows } = this.awaited.get(op) as Awaited
    const same = (one: Pick<Coupon, 'terms' | 'template' | 'version' | 'usableFromMs'>) =>
      sorted([one.terms, one.template, one.version, one.usableFromMs])
    must(same({ terms, template, version, usableFromMs }) === same(from), `${_id} is another coupon than ${from._id}`)
    must(member === follows.member && endsAtMs === follows.endsAtMs, `${_id} went to another than ${follows.member}`)
    const should = follows.why === 'given' ? ['given', from.op] : [from.channel, from.source]
    must(String([channel, source]) === String(should), `${_id} says it came by ${channel} of ${source}`)
    this.awaited.delete(op)
    this.followers.set(from.op, op)
  }

  /** Where a coupon is now, over all that came of it. */
  tipOf(op: string): Coupon | undefined {
    let now = op
    for (let next = this.followers.get(now); next !== undefined; next = this.followers.get(now)) now = next
    return this.byOp.get(now)
  }
}
