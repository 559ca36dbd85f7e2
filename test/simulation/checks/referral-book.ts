import type { Entry } from '../../../cloudfunctions/modules/ledger/domain/entry'
import { members } from '../../../cloudfunctions/modules/members/store'
import type { Referral, ReferralTouch } from '../../../cloudfunctions/modules/referrals/store'
import { must } from '../must'
import { FRIENDS } from '../world/referrals'
import type { World } from '../world/world'
import type { AllowedTaking } from './account-model'
import { dayOfMs, daysFrom, lastDayOfMonth, monthNumber, startOfDayMs } from './days'
import type { InForce } from './in-force'
import type { OrderBook, PaperOrder } from './order-book'
import { Doubts } from './referral-doubts'
import { type FriendTerms, isOnAt, isPaidAt, liveAt } from './referral-terms'

const DAY_MS = 86_400_000
/** A count of a month is kept for a week, that of a campaign for three months. */
const KEPT_DAYS = { month: 7, campaign: 90 } as const

/** What may become of a friend, step by step. */
const WAYS: Readonly<Record<string, readonly string[]>> = {
  bound: ['bound', 'held', 'refused', 'paying'],
  held: ['held', 'bound', 'refused', 'paying'],
  paying: ['paying', 'paid', 'full', 'taking_back'],
  paid: ['taking_back'],
  taking_back: ['taken_back'],
}

/** What never changes of a friend. */
const FIXED = ['referrer', 'campaign', 'campaignVersion', 'boundAtMs', 'orderUntilMs'] as const
const SIDES = ['friend', 'referrer'] as const

interface SeenTouch extends ReferralTouch {
  /** Whether it was there before its person was a member. */
  readonly isBeforeJoining: boolean
}

export const leastOf = ({ minOrderFen }: FriendTerms) => Math.max(1, minOrderFen)
const vestsAt = ({ order: { vestsOn, atMs } }: PaperOrder) => (vestsOn === null ? atMs : startOfDayMs(vestsOn))

/** Whose vests first, then whose was paid first. */
const inOrder = (one: PaperOrder, other: PaperOrder) =>
  vestsAt(one) - vestsAt(other) ||
  one.order.paidAtMs - other.order.paidAtMs ||
  (one.order._id < other.order._id ? -1 : 1)

/** Who brought whom, which purchase of theirs counts, and what the two have got for it: on paper, entry by entry. */
export class ReferralBook {
  readonly referrals = new Map<string, Referral>()
  /** What was posted under an operation. */
  readonly posted = new Map<string, Entry>()
  private readonly touches = new Map<string, readonly SeenTouch[]>()
  /** For how many friends a member has something, by period. */
  private readonly counted = new Map<string, number>()
  private readonly doubts: Doubts

  constructor(
    private readonly world: World,
    private readonly inForce: InForce,
    private readonly orders: OrderBook,
  ) {
    this.doubts = new Doubts(world, inForce, this.referrals)
  }

  touchAt(person: string, atMs: number): SeenTouch | undefined {
    return (this.touches.get(person) ?? []).find((touch) => touch.atMs <= atMs && atMs < touch.untilMs)
  }

  termsOf({ campaign, campaignVersion }: Pick<Referral, 'campaign' | 'campaignVersion'>): FriendTerms {
    return this.inForce.bodyOf('campaigns', campaign, campaignVersion) as unknown as FriendTerms
  }

  lookAtTouch(touch: ReferralTouch): void {
    const { _id: person, referrer, atMs, untilMs } = touch
    const before = this.touches.get(person) ?? []
    const last = before.at(-1)
    must(last === undefined || last.untilMs <= atMs, `${person} came by ${referrer} while ${last?.referrer} counted`)
    const versions = this.inForce.versionsOf('campaigns', FRIENDS)
    const days = versions.map(({ body }) => (body as unknown as FriendTerms).joinWithinDays)
    must(days.includes((untilMs - atMs) / DAY_MS), `the card of ${referrer} counts until ${untilMs}`)
    const { come } = this.world.shop
    must(come.has(`${person}|${referrer}`), `${person} came by the card of ${referrer}, and never opened it`)
    must(person !== referrer, `${person} came by a card of their own`)
    const isBeforeJoining = this.world.store.asInserted(members, person) === null
    this.touches.set(person, [...before, { ...touch, isBeforeJoining }])
    this.happened(last ? 'came by another after its time' : 'came by a card')
  }

  look(referral: Referral): void {
    const { _id, state, version } = referral
    const before = this.referrals.get(_id)
    this.referrals.set(_id, referral)
    if (!before) {
      this.begun(referral)
      return
    }
    for (const field of FIXED) must(referral[field] === before[field], `${_id} has another ${field} than before`)
    must(version === before.version + 1, `${_id} went from version ${before.version} to ${version}`)
    must(WAYS[before.state]?.includes(state) === true, `${_id} went from ${before.state} to ${state}`)
    if (state !== before.state) this.went(before, referral)
    else if (referral.isRefunded && !before.isRefunded) this.mustBeGone(referral)
  }

  private begun(referral: Referral): void {
    const { _id, state, referrer, campaign, campaignVersion, boundAtMs, orderUntilMs } = referral
    const member = this.world.store.asInserted(members, _id)
    must(member?.joinedAtMs === boundAtMs, `${_id} was brought at a moment at which they did not join`)
    const live = liveAt(this.inForce, campaign, boundAtMs)
    must(
      live?.version === campaignVersion,
      `${_id} came under version ${campaignVersion}, and ${live?.version} counted`,
    )
    must(isOnAt(this.inForce, boundAtMs), `${_id} was brought while nobody could be`)
    const days = (orderUntilMs - boundAtMs) / DAY_MS
    must(days === live.terms.orderWithinDays, `${_id} has ${days} days for a purchase`)
    must(state === 'bound' && referral.reward === null && referrer !== _id, `${_id} begins as ${state}`)
    const touch = this.touchAt(_id, boundAtMs)
    const owner = this.ownerOf(member.sharedBy)
    const isOfCard = touch?.referrer === referrer
    // A card that is noted late may have been opened before, and written after it was looked for.
    const isOfCode = owner === referrer && !touch?.isBeforeJoining
    must(isOfCard || isOfCode, `${_id} was brought by ${referrer}, and came by ${touch?.referrer ?? owner}`)
    this.happened(isOfCard ? 'brought by a card' : 'brought by a code')
  }

  /** Whose code somebody joined with. */
  ownerOf(code: string | null): string | undefined {
    return this.world.shop.ownerOf.get(code ?? '')
  }

  private went(before: Referral, referral: Referral): void {
    const { _id, state } = referral
    this.happened(`${before.state} to ${state}`)
    if (state === 'paying') this.qualified(before, referral)
    if (state === 'held') this.doubts.mustBeHeld(referral)
    if (state === 'refused') this.doubts.mustBeRefused(referral, before.state)
    if (state === 'full') this.mustBeFull(referral)
    if (state === 'paid' || (before.state === 'paying' && state === 'taking_back')) this.paid(referral)
    if (state === 'taking_back') this.mustBeGone(referral)
    if (state === 'taken_back') this.takenBack(before, referral)
    if (state === 'full' || state === 'refused')
      must(!this.posted.has(`rf|${_id}|friend`), `${_id} is ${state} and was paid`)
  }

  /** The friend's purchases that may count at all, the one that counts first. */
  counting({ _id, boundAtMs, orderUntilMs }: Referral, leastFen: number): readonly PaperOrder[] {
    const fromMs = startOfDayMs(dayOfMs(boundAtMs))
    const own = [...this.orders.orders.values()].filter(
      ({ order }) =>
        order.member === _id &&
        order.paidAtMs >= fromMs &&
        order.paidAtMs < orderUntilMs &&
        order.leftFen >= leastFen &&
        order.award !== null,
    )
    return own.sort(inOrder)
  }

  private qualified(before: Referral, referral: Referral): void {
    const { _id, reward, referrer, orderUntilMs, campaign, decision } = referral
    must(reward?.friend === _id && reward.referrer === referrer, `${_id} is paid for to somebody else`)
    const terms = this.termsOf(referral)
    const paper = this.orders.orders.get(reward.order)
    const { atMs } = reward
    must(paper?.order.member === _id && paper.order.paidAtMs < orderUntilMs, `${reward.order} is no purchase of ${_id}`)
    // What is held had vested by the clock of the function that held it, and another than that approves.
    const hasVested = before.state === 'held' || vestsAt(paper) <= atMs
    must(hasVested, `${_id} is paid for before ${reward.order} has vested`)
    const wasLeft = [paper.order.amountFen, ...paper.order.refunds.map(({ leftFen }) => leftFen)]
    must(wasLeft.includes(reward.amountFen), `${reward.amountFen} never stood of ${reward.order}`)
    must(reward.amountFen >= leastOf(terms), `${reward.amountFen} is too little for ${_id}`)
    // Those that are all done were looked at before.
    const done = this.counting(referral, leastOf(terms)).filter(({ order }) => order.openSinceMs === null)
    const first = done.find((one) => inOrder(one, paper) < 0)
    must(first === undefined, `${_id} is paid for ${reward.order}, and ${first?.order._id} was first`)
    if (done.length > 1) this.happened('has bought more than once')
    if (before.state === 'held') {
      must(decision?.to === 'approved', `${_id} was held and is paid for`)
      return
    }
    must(isPaidAt(this.inForce, campaign, atMs), `${_id} is paid for while nothing is`)
    this.doubts.mustBeNone(referral, atMs)
  }

  /** What was paid to each of the two is what the two were promised. */
  private paid(referral: Referral): void {
    const { _id, friendGot, referrerGot, campaign, state } = referral
    for (const [side, got] of [['friend', friendGot] as const, ['referrer', referrerGot] as const])
      must(this.posted.get(`rf|${_id}|${side}`)?.points === got, `the ${side} of ${_id} has not got ${got}`)
    const { mostFriends } = this.termsOf(referral)
    if (mostFriends === undefined || state !== 'paid') return
    const paid = this.ofCampaign(campaign).filter((one) => one.state === 'paid').length
    must(paid <= mostFriends, `${paid} friends of ${mostFriends} were paid for`)
  }

  private ofCampaign(campaign: string): readonly Referral[] {
    return [...this.referrals.values()].filter((one) => one.campaign === campaign)
  }

  private mustBeFull(referral: Referral): void {
    const { mostFriends } = this.termsOf(referral)
    const others = this.ofCampaign(referral.campaign).filter(({ _id, reward }) => reward && _id !== referral._id)
    const isFull = mostFriends !== undefined && others.length >= mostFriends
    must(isFull, `there is no place for ${referral._id} of ${mostFriends}, and ${others.length} have one`)
  }

  /** What it was paid for stands no more, or too little of it. */
  private mustBeGone(referral: Referral): void {
    const { _id, reward } = referral
    const left = this.orders.orders.get(reward?.order ?? '')?.order.leftFen ?? 0
    must(left < leastOf(this.termsOf(referral)), `${_id} gives back, and ${left} stands of ${reward?.order}`)
  }

  private takenBack(before: Referral, { _id, friendGot, referrerGot }: Referral): void {
    must(friendGot === 0 && referrerGot === 0, `${_id} says that something stands of what was taken back`)
    const sums = SIDES.map((side) => {
      const got = this.posted.get(`rf|${_id}|${side}`)?.points ?? 0
      const back = this.posted.get(`rf|${_id}|${side}|back`)
      must(got > 0 === (back !== undefined), `${got} points of the ${side} of ${_id} were not taken back`)
      return got + (back?.points ?? 0)
    })
    must(before.friendGot !== null && sums.every((sum) => sum >= 0), `${_id} gave back what was not theirs`)
    if (sums.every((sum) => sum === 0)) this.happened('both sides are back to nothing')
  }

  /** An entry as it is posted: while the friend is being paid for, or what was paid goes back. */
  read(member: string, entry: Entry): void {
    const [prefix, friend = '', side, isBack] = entry.op.split('|')
    if (prefix !== 'rf' || (side !== 'friend' && side !== 'referrer')) return
    const referral = this.referrals.get(friend)
    const should = isBack ? 'taking_back' : 'paying'
    must(referral?.state === should && referral.reward?.[side] === member, `${entry.op} is of ${referral?.state}`)
    this.posted.set(entry.op, entry)
    const terms = this.termsOf(referral)
    if (isBack) {
      if (side === 'referrer') this.count(referral, -1)
      if (entry.points === 0) this.happened('nothing could be taken back')
      return
    }
    const promised = side === 'friend' ? terms.friendPoints : this.promisedTo(referral, terms, entry)
    must(entry.points === promised, `${entry.op} gives ${entry.points} and not ${promised}`)
    if (side === 'referrer' && entry.points > 0) this.count(referral, 1)
  }

  private periodOf({ referrer, reward, campaign }: Referral, { perReferrer: { per } }: FriendTerms): string {
    return `${referrer}|${per === 'month' ? dayOfMs(reward?.atMs ?? 0).slice(0, 7) : campaign}`
  }

  private count(referral: Referral, add: number): void {
    const period = this.periodOf(referral, this.termsOf(referral))
    this.counted.set(period, Math.max(0, (this.counted.get(period) ?? 0) + add))
  }

  private promisedTo(referral: Referral, terms: FriendTerms, entry: Entry): number {
    const { friends, per } = terms.perReferrer
    const endsOn =
      per === 'month' ? lastDayOfMonth(monthNumber(dayOfMs(referral.reward?.atMs ?? 0))) : dayOfMs(terms.untilMs - 1)
    if (daysFrom(endsOn, dayOfMs(entry.atMs)) > KEPT_DAYS[per]) return entry.points
    const isCapped = (this.counted.get(this.periodOf(referral, terms)) ?? 0) >= friends
    if (isCapped) this.happened('beyond what one member is given for')
    return isCapped ? 0 : terms.referrerPoints
  }

  /** What an entry may take back. Nothing of it is pending any more, so letting go of what is takes the balance instead. */
  takingOf({ op, atMs }: Entry): AllowedTaking | undefined {
    const paid = this.posted.get(op.slice(0, -'|back'.length))
    const { clawbackPolicy } = this.inForce.settings(atMs)
    const policy = clawbackPolicy === 'pending_only' ? 'within_balance' : clawbackPolicy
    return paid && { points: paid.points, policy }
  }

  private happened(what: string): void {
    this.world.coverage.count(`friend: ${what}`)
  }
}
