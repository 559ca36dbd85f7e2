import { type QuotaShard, quotas } from '../../../cloudfunctions/modules/ledger/quotas/quota'
import { members } from '../../../cloudfunctions/modules/members/store'
import type { Referral } from '../../../cloudfunctions/modules/referrals/store'
import { must } from '../must'
import { FRIENDS } from '../world/referrals'
import type { World } from '../world/world'
import type { Books } from './books'
import { leastOf } from './referral-book'
import { isOnAt, isPaidAt, liveAt } from './referral-terms'
import { sayings } from './sayings'

/** What is due is paid by the second sweep at the latest. */
const PAID_LATE_MS = 11 * 60_000

/** When all is quiet: who came by somebody is theirs, and what was promised is paid, or gone with what it was for. */
export class ReferralChecks {
  constructor(
    private readonly world: World,
    private readonly books: Books,
  ) {}

  async afterQuiet(): Promise<void> {
    for (const { member } of this.world.everybody) this.checkBound(member)
    for (const referral of this.books.referrals.referrals.values()) this.checkEnd(referral)
    await this.checkPlaces()
    this.checkSayings()
  }

  /** Who joined while a card counted was brought by its member. */
  private checkBound(person: string): void {
    const { referrals, inForce } = this.books
    const member = this.world.store.asInserted(members, person)
    if (!member || referrals.referrals.has(person)) return
    const touch = referrals.touchAt(person, member.joinedAtMs)
    const referrer = touch?.isBeforeJoining ? touch.referrer : touch ? undefined : referrals.ownerOf(member.sharedBy)
    const isOwn = referrer === undefined || referrer === person
    const counted = liveAt(inForce, FRIENDS, member.joinedAtMs) && isOnAt(inForce, member.joinedAtMs)
    must(isOwn || !counted, `${person} came by ${referrer} and was brought by nobody`)
    if (!isOwn) this.world.coverage.count('friend: joined while nobody could be brought')
  }

  private checkEnd(referral: Referral): void {
    const { _id, state, reward, waits, campaign } = referral
    const { referrals, orders, inForce } = this.books
    const { nowMs } = this.world.clock
    const least = leastOf(referrals.termsOf(referral))
    const left = orders.orders.get(reward?.order ?? '')?.order.leftFen ?? 0
    if (state === 'paid') must(left >= least, `${_id} keeps what was paid for ${reward?.order}`)
    if (state === 'taken_back') must(left < least, `${_id} gave back what was paid for ${reward?.order}`)
    if (state !== 'bound' && state !== 'held') return
    const [first] = referrals.counting(referral, least)
    must(waits?.order === first?.order._id, `${_id} waits for ${waits?.order} and not for ${first?.order._id}`)
    if (!waits) return
    const isPaid = isPaidAt(inForce, campaign, nowMs) && isPaidAt(inForce, campaign, nowMs - PAID_LATE_MS)
    must(state === 'held' || !isPaid || waits.vestsAtMs > nowMs - PAID_LATE_MS, `${_id} waits, and is due`)
    if (state === 'bound' && waits.vestsAtMs <= nowMs) this.world.coverage.count('friend: waits while nothing is paid')
  }

  /** As many places are taken as friends are paid for. */
  private async checkPlaces(): Promise<void> {
    const { items } = await this.world.store.find(quotas, {
      index: 'byQuota',
      equals: { quota: `rf|${FRIENDS}` },
      limit: 100,
    })
    const newest = items.reduce<QuotaShard | null>(
      (found, shard) => (found && found.generation > shard.generation ? found : shard),
      null,
    )
    if (!newest) return
    const paid = [...this.books.referrals.referrals.values()].filter(({ state }) => state === 'paid').length
    const taken = (items.find(({ generation }) => generation === 0)?.cap ?? 0) - newest.left
    must(taken === paid, `${taken} places are taken, and ${paid} friends paid for`)
  }

  /** A card leads nowhere only when it is nobody's. */
  private checkSayings(): void {
    for (const { said, identity, refused } of sayings(this.world)) {
      const isRefused = said.kind === 'come' && refused !== undefined
      must(!isRefused || said.referrer === '', `${identity} is refused as ${refused} for no reason`)
    }
  }
}
