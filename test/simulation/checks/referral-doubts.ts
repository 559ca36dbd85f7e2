import type { Referral } from '../../../cloudfunctions/modules/referrals/store'
import { must } from '../must'
import type { World } from '../world/world'
import { dayOfMs } from './days'
import type { InForce } from './in-force'

/** Whatever was told so long before was written down before. */
const SURELY_BEFORE_MS = 60_000

interface TriedNumber {
  readonly number: string
  readonly isTheirs: boolean
}

/** What speaks against a friend: as whoever heard which numbers they have, or wanted, would know it. */
export class Doubts {
  constructor(
    private readonly world: World,
    private readonly inForce: InForce,
    private readonly referrals: ReadonlyMap<string, Referral>,
  ) {}

  /** Numbers that somebody was told about before a moment; for no moment all that they ever asked for. */
  private numbersOf(member: string, beforeMs: number | null = null): readonly TriedNumber[] {
    const { asked, answers } = this.world
    return [...asked.values()].flatMap(({ says, identity }) => {
      if (says?.said.kind !== 'phone' || says.said.member !== member) return []
      const settled = answers.settled.get(identity)
      if (beforeMs !== null && !(settled && settled.askedAtMs + SURELY_BEFORE_MS < beforeMs)) return []
      return [{ number: says.said.number, isTheirs: settled?.kind === 'done' }]
    })
  }

  private share(one: string, other: string, beforeMs: number | null = null): boolean {
    const numbers = this.numbersOf(other, beforeMs).map(({ number }) => number)
    return this.numbersOf(one, beforeMs).some(({ number }) => numbers.includes(number))
  }

  private othersOf({ _id, referrer }: Referral): readonly Referral[] {
    return [...this.referrals.values()].filter((one) => one.referrer === referrer && one._id !== _id)
  }

  private onTheDayOf(referral: Referral, atMs: number, marginMs: number): number {
    const earlier = this.othersOf(referral).filter(
      ({ reward }) => reward && reward.atMs <= atMs - marginMs && dayOfMs(reward.atMs) === dayOfMs(atMs),
    )
    return earlier.length
  }

  private mostAt(atMs: number): number | null {
    return (this.inForce.settings(atMs) as unknown as Limited).referralHoldAfterPerDay
  }

  /** Nothing spoke against a friend for whom something is paid. */
  mustBeNone(referral: Referral, atMs: number): void {
    const { _id, referrer } = referral
    must(!this.share(_id, referrer, atMs), `${_id} is paid for and has had a number of ${referrer}`)
    const most = this.mostAt(atMs)
    const before = this.onTheDayOf(referral, atMs, SURELY_BEFORE_MS)
    must(most === null || before < most, `${_id} is paid for at once after ${before} others of ${most}`)
    const owner = this.othersOf(referral).find((other) => this.hasNumberOf(_id, other._id, atMs))
    must(owner === undefined, `${_id} is paid for at once and wanted the number of ${owner?._id}`)
  }

  /** Whether one wanted a number that the other has, and has alone. */
  private hasNumberOf(one: string, other: string, beforeMs: number): boolean {
    const [first, second] = this.numbersOf(other)
    if (!first || second || !this.numbersOf(other, beforeMs).some(({ isTheirs }) => isTheirs)) return false
    return this.numbersOf(one, beforeMs).some(({ number }) => number === first.number)
  }

  mustBeHeld(referral: Referral): void {
    const { _id, doubt } = referral
    const others = this.othersOf(referral)
    const isShared = doubt === 'shared_phone' && others.some((other) => this.share(_id, other._id))
    const isMany = doubt === 'many_at_once' && others.some(({ reward }) => reward !== null)
    must(isShared || isMany, `${_id} is held, and nothing speaks against them: ${doubt}`)
    this.world.coverage.count(`friend: held, ${doubt}`)
  }

  mustBeRefused({ _id, referrer, doubt, decision }: Referral, before: string): void {
    const isByHand = before === 'held' && doubt === 'operator' && decision?.to === 'refused'
    const isShared = before === 'bound' && doubt === 'same_phone' && this.share(_id, referrer)
    must(isByHand || isShared, `${_id} is refused, and nothing speaks against them: ${doubt}`)
    this.world.coverage.count(`friend: refused, ${doubt}`)
  }
}

interface Limited {
  readonly referralHoldAfterPerDay: number | null
}
