import type { Coupon } from '../../../cloudfunctions/modules/coupons/store'
import { must } from '../must'
import type { Said, SaidClaim, SaidOf } from '../world/said'
import type { World } from '../world/world'
import type { Books } from './books'
import type { TemplateBody } from './coupon-terms'
import { dayOfMs } from './days'
import { isTurnedAway, type Saying, sayings } from './sayings'

/** A function does not live longer: what it has decided is written by then, or never. */
const WRITTEN_LATE_MS = 30_000
/** So far apart are two clocks at most. */
const CLOCKS_MS = 5_000
/** What nobody took is the giver's again by the second sweep at the latest. */
const TAKEN_BACK_MS = 7 * 60_000

/** When all is quiet: everybody has the coupon that they were told of, and whatever was refused had a reason. */
export class CouponChecks {
  constructor(
    private readonly world: World,
    private readonly books: Books,
  ) {}

  afterQuiet(): void {
    const { awaited } = this.books.coupons
    must(awaited.size === 0, `${[...awaited.values()][0]?.from._id} has ended, and nothing came of it`)
    for (const coupon of this.books.coupons.coupons.values()) this.checkEnd(coupon)
    const told = new Set<string>()
    for (const saying of sayings(this.world)) {
      if (saying.settled?.kind === 'done') this.checkDone(saying, told)
      else if (saying.refused !== undefined) this.checkRefused(saying)
    }
    this.checkTold(told)
  }

  private checkEnd({ _id, state, giftUntilMs, use, endsAtMs }: Coupon): void {
    const { nowMs } = this.world.clock
    must(state !== 'giving' || (giftUntilMs ?? 0) > nowMs - TAKEN_BACK_MS, `${_id} is still on its way`)
    if (state !== 'used' || !use) return
    const refunds = this.books.orders.roundsOf(use).flatMap(({ order }) => order.refunds)
    for (const { leftFen, atMs } of refunds) {
      const isBehind = leftFen === 0 && use.atMs + WRITTEN_LATE_MS < atMs
      const staysUsed = atMs >= endsAtMs && use.graceDays === 0
      must(!isBehind || staysUsed, `${_id} stays used, and its order was refunded`)
      if (isBehind) this.world.coverage.count('coupon: refunded after its end, and gone')
    }
  }

  /** What somebody was told is there, with them. */
  private checkDone({ identity, member, said, keyHash, settled }: Saying, told: Set<string>): void {
    const data = JSON.parse(settled?.text ?? 'null') as Readonly<Record<string, never>>
    const named = this.books.coupons.byOp.get(data.couponId ?? '')
    const isTrue = (is: boolean) => must(is, `${identity} was told ${settled?.text}, and it is not so`)
    switch (said.kind) {
      case 'claim':
        isTrue(named?.key === keyHash && named.member === member && named.template === said.templateId)
        break
      case 'verify':
        isTrue(named?.use?.key === keyHash && named.op === said.couponId)
        isTrue(named?.use?.discountFen === data.discountFen && named?.use?.payableFen === data.payableFen)
        break
      case 'unverify':
        isTrue(data.couponId === this.books.coupons.followers.get(said.couponId))
        break
      case 'give':
        isTrue(this.books.coupons.byOp.get(said.couponId)?.giftCode === data.giftCode)
        break
      case 'take':
        isTrue(named?.channel === 'given' && named.member === member)
        isTrue(this.giftOf(said)?.op === named?.source)
        break
      default:
        return
    }
    told.add(keyHash)
  }

  private giftOf({ giftCode }: SaidOf<'take'>): Coupon | undefined {
    return [...this.books.coupons.coupons.values()].find((coupon) => coupon.giftCode === giftCode)
  }

  /** Whatever happened was told to whoever asked for it, unless they may not ask any more. */
  private checkTold(told: ReadonlySet<string>): void {
    const isAtCounter = (kind: Said['kind']) => kind === 'verify' || kind === 'unverify'
    const turnedAway = sayings(this.world).some((one) => isAtCounter(one.said.kind) && isTurnedAway(one))
    for (const { _id, claimNo, key, use, gift, follows } of this.books.coupons.coupons.values()) {
      must(claimNo === 0 || told.has(key), `${_id} was claimed, and nobody was told`)
      must(turnedAway || !use || told.has(use.key), `${_id} was used, and nobody was told`)
      must(gift === null || told.has(gift.key), `${_id} was given, and nobody was told`)
      const byCommand = follows?.why === 'given' || follows?.why === 'unverified'
      must(turnedAway || !byCommand || told.has(follows.key), `${_id} has ended, and nobody was told`)
    }
  }

  private checkRefused(saying: Saying): void {
    const { identity, said, refused: code, refusedAtMs, isLie } = saying
    if (isTurnedAway(saying) || (code === 'key_reused_with_other_input' && isLie)) return
    const hasReason =
      (said.kind === 'claim' && this.isClaimRefused(said, code, refusedAtMs)) ||
      (said.kind === 'verify' && this.isUseRefused(said, code)) ||
      (said.kind === 'unverify' && this.isUndoRefused(said, code)) ||
      (said.kind === 'give' && this.isGiftRefused(said, code)) ||
      (said.kind === 'take' && this.isTakingRefused(said, code)) ||
      !OF_COUPONS.has(said.kind)
    must(hasReason, `${identity} is refused as ${code} for no reason`)
  }

  private isClaimRefused({ member, templateId }: SaidClaim, code: string | undefined, atMs: number): boolean {
    const body = this.books.inForce.versionAt('coupon_templates', templateId, atMs)?.body as TemplateBody | undefined
    const claims = this.claimsOf(member, templateId)
    switch (code) {
      case 'not_a_member':
        return claims.length === 0
      case 'limit_reached': {
        const today = claims.filter((one) => dayOfMs(one) === dayOfMs(atMs)).length
        const { limitPerMember = 0, limitPerDay = Number.POSITIVE_INFINITY } = body ?? {}
        return claims.length >= limitPerMember || today >= limitPerDay
      }
      case 'sold_out':
        return !this.isAnyFree(`cp|${templateId}`)
      case 'not_eligible':
        return body?.audience !== undefined
      default:
        return code === 'not_open' && (!body || !this.isOpen(body, atMs))
    }
  }

  private claimsOf(member: string, templateId: string): readonly number[] {
    const places = [...this.books.coupons.claims]
    return places.flatMap(([place, claims]) =>
      place.startsWith(member) && place.endsWith(`|${templateId}`) ? claims : [],
    )
  }

  private isAnyFree(sku: string): boolean {
    return [...this.books.coupons.coupons.values()].some((coupon) => coupon.sku === sku && coupon.state === 'free')
  }

  /** Within a few seconds of its beginning or end, functions may not agree. */
  private isOpen(body: TemplateBody, atMs: number): boolean {
    const { claimable, claimFromMs = 0, claimUntilMs = Number.POSITIVE_INFINITY, validity } = body
    const isOver = 'untilDate' in validity && validity.untilDate < dayOfMs(atMs + CLOCKS_MS)
    return claimable && claimFromMs <= atMs - CLOCKS_MS && atMs + CLOCKS_MS < claimUntilMs && !isOver
  }

  /** A code is dead within two minutes; what else is said of a coupon must be true of it. */
  private isUseRefused({ couponId }: SaidOf<'verify'>, code: string | undefined): boolean {
    const coupon = this.books.coupons.byOp.get(couponId)
    if (code === 'already_used') return coupon?.state === 'used' || coupon?.state === 'returned'
    return code !== 'no_such_coupon' && code !== 'internal'
  }

  private isUndoRefused({ couponId }: SaidOf<'unverify'>, code: string | undefined): boolean {
    const coupon = this.books.coupons.byOp.get(couponId)
    if (code === 'no_such_coupon') return true
    return code === 'not_used' ? coupon?.state !== 'used' : code === 'too_late' && coupon?.state === 'used'
  }

  private isGiftRefused({ couponId, by }: SaidOf<'give'>, code: string | undefined): boolean {
    const coupon = this.books.coupons.byOp.get(couponId)
    if (code === 'no_such_coupon') return coupon?.member !== by || GONE.has(coupon.state)
    if (code === 'not_givable') return coupon?.terms?.isGivable === false
    const isHeld = coupon?.state === 'claimed' && this.world.clock.nowMs < coupon.endsAtMs
    return code === 'not_usable' && !isHeld
  }

  private isTakingRefused(said: SaidOf<'take'>, code: string | undefined): boolean {
    const gift = this.giftOf(said)
    if (code === 'no_such_gift') return gift === undefined
    if (code === 'own_gift') return gift?.member === said.member
    if (code === 'already_taken') return gift?.state === 'given' && gift.gift?.taken?.member !== said.member
    if (code === 'gift_over') return gift !== undefined && gift.state !== 'given'
    return code === 'not_a_member'
  }
}

/** Of these a member is told nothing. */
const GONE: ReadonlySet<string> = new Set(['returned', 'tombstone'])
const OF_COUPONS: ReadonlySet<string> = new Set(['claim', 'verify', 'unverify', 'give', 'take'])
