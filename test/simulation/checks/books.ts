import type { Coupon } from '../../../cloudfunctions/modules/coupons/store'
import type { Account } from '../../../cloudfunctions/modules/ledger'
import type { Entry } from '../../../cloudfunctions/modules/ledger/domain/entry'
import { events } from '../../../cloudfunctions/modules/ledger/events/event'
import { journal } from '../../../cloudfunctions/modules/ledger/store'
import type { LotteryUnit } from '../../../cloudfunctions/modules/lottery/store'
import type { Order } from '../../../cloudfunctions/modules/orders/store'
import type { Referral, ReferralTouch } from '../../../cloudfunctions/modules/referrals/store'
import type { RewardUnit } from '../../../cloudfunctions/modules/rewards/orders/store'
import type { ShareTouch } from '../../../cloudfunctions/modules/sharing/store'
import { must } from '../must'
import { secrets } from '../world/cloud'
import type { World } from '../world/world'
import { AccountModel } from './account-model'
import { CampaignBook } from './campaign-book'
import { CouponBook } from './coupon-book'
import { InForce } from './in-force'
import { MemberBook } from './member-book'
import { OrderBook } from './order-book'
import { ReferralBook } from './referral-book'
import { RewardBook } from './reward-book'
import { TouchBook } from './touch-book'
import { WheelBook } from './wheel-book'

/** What is kept beside the product: every state of accounts, orders and touches is read once, in the order of their writes. */
export class Books {
  readonly inForce: InForce
  readonly campaigns: CampaignBook
  readonly orders: OrderBook
  readonly coupons: CouponBook
  readonly rewards: RewardBook
  readonly touches: TouchBook
  readonly referrals: ReferralBook
  readonly wheels: WheelBook
  readonly members = new Map<string, MemberBook>()
  private readonly models = new Map<string, AccountModel>()
  private readonly accounts = new Map<string, Account>()
  private readonly happened: (what: string) => void

  constructor(private readonly world: World) {
    const { store, shop, coverage } = world
    this.happened = (what) => coverage.count(what)
    this.inForce = new InForce(store)
    this.campaigns = new CampaignBook(this.inForce, this.happened)
    this.orders = new OrderBook(shop, this.inForce, this.campaigns, this.happened)
    this.coupons = new CouponBook(shop, this.inForce, this.orders, this.happened)
    this.rewards = new RewardBook(shop, this.inForce, this.happened)
    this.touches = new TouchBook(world, this.inForce)
    this.referrals = new ReferralBook(world, this.inForce, this.orders)
    this.wheels = new WheelBook(world, this.inForce, this.orders, this.happened)
  }

  async follow(): Promise<void> {
    const changed = new Set<string>()
    for (const { collection, document } of await this.world.store.takeWritten()) {
      if (collection === 'orders') this.orders.look(document as Order)
      else if (collection === 'coupons') this.coupons.look(document as Coupon)
      else if (collection === 'reward_units') this.rewards.look(document as RewardUnit)
      else if (collection === 'lottery_prizes') this.wheels.prizes.look(document as LotteryUnit)
      else if (collection === 'share_touches') await this.touches.look(document as ShareTouch)
      else if (collection === 'referral_touches') this.referrals.lookAtTouch(document as ReferralTouch)
      else if (collection === 'referrals') this.referrals.look(document as Referral)
      else {
        const account = document as Account
        this.readAccount(account)
        changed.add(account.member)
      }
    }
    for (const member of changed) this.modelOf(member).compare(this.accounts.get(member) as Account)
    if (changed.size > 0) this.compareCohorts()
  }

  private readAccount(account: Account): void {
    const { store } = this.world
    const model = this.modelOf(account.member)
    const known = model.entries.length
    model.look(account, (id) => store.asInserted(journal, id))
    const entries = model.entries.slice(known)
    for (const entry of entries) {
      this.rewards.points.read(account.member, entry)
      this.referrals.read(account.member, entry)
    }
    const book =
      this.members.get(account.member) ?? new MemberBook(this.orders, this.inForce, this.campaigns, this.happened)
    this.members.set(account.member, book)
    book.look(account)
    this.wheels.look(account, entries)
    this.accounts.set(account.member, account)
  }

  /** As it was left last. */
  accountOf(member: string): Account | undefined {
    return this.accounts.get(member)
  }

  private modelOf(member: string): AccountModel {
    const known = this.models.get(member)
    if (known) return known
    const model = new AccountModel(
      secrets.key('ledger-head'),
      (entry) => this.takingOf(entry),
      (entry, points) => this.campaigns.checkedIn(member, entry, points),
      this.happened,
    )
    this.models.set(member, model)
    return model
  }

  private takingOf(entry: Entry) {
    const { op } = entry
    if (op.startsWith('rf|')) return this.referrals.takingOf(entry)
    if (op.startsWith('or|')) {
      const refund = this.orders.refunds.get(op.slice('or|'.length))
      if (!refund) return undefined
      const { amountFen, points: ofLines } = refund
      const steps = this.campaigns.stepsGone(`or|${refund.orderId}`, { amountFen, ofLines, entry })
      return { ...refund, points: ofLines + steps }
    }
    const event = this.world.store.asInserted(events, op.slice('cb|'.length))
    return event?.decision.kind === 'takeback' ? event.decision : undefined
  }

  /** All that is outstanding is explained by entries, month of issue by month of issue. */
  private compareCohorts(): void {
    const cohorts = new Map<string, number>()
    const add = (cohort: string, points: number) => cohorts.set(cohort, (cohorts.get(cohort) ?? 0) + points)
    for (const { lots, holds } of this.accounts.values())
      for (const { cohort, points } of [...lots, ...holds]) add(cohort, points)
    for (const model of this.models.values()) for (const [cohort, points] of model.cohorts) add(cohort, -points)
    const wrong = [...cohorts].find(([, points]) => points !== 0)
    must(wrong === undefined, `points of ${wrong?.[0]} that no entry explains: ${wrong?.[1]}`)
  }

  /** The entries whose operation begins so, with whose they are. */
  entries(prefix: string): readonly { readonly member: string; readonly entry: Entry }[] {
    return [...this.models].flatMap(([member, { entries }]) =>
      entries.filter(({ op }) => op.startsWith(prefix)).map((entry) => ({ member, entry })),
    )
  }

  entryOf(member: string, seq: number): Entry | undefined {
    return this.models.get(member)?.entries[seq - 1]
  }

  isInPage(member: string, seq: number): boolean {
    return seq <= (this.models.get(member)?.pagedUntil ?? 0)
  }
}
