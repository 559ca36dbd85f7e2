import { events } from '../../../cloudfunctions/modules/ledger/events/event'
import { quotas } from '../../../cloudfunctions/modules/ledger/quotas/quota'
import { accounts } from '../../../cloudfunctions/modules/ledger/store'
import { units } from '../../../cloudfunctions/modules/ledger/units/unit'
import { lotteryUnits } from '../../../cloudfunctions/modules/lottery/store'
import { members } from '../../../cloudfunctions/modules/members/store'
import type { Intent } from '../../../cloudfunctions/platform/operation'
import { type Collection, collections } from '../../../cloudfunctions/platform/store'
import { must } from '../must'
import { registry } from '../world/cloud'
import type { World } from '../world/world'
import { Books } from './books'
import { CampaignChecks } from './campaign-checks'
import { CardChecks } from './card-checks'
import { CounterChecks } from './counter-checks'
import { CouponChecks } from './coupon-checks'
import { MallChecks } from './mall-checks'
import { PeopleChecks } from './people-checks'
import { ReferralChecks } from './referral-checks'
import { RewardChecks } from './reward-checks'
import { StockChecks } from './stock-checks'
import { WheelChecks } from './wheel-checks'

/** What may wait while nothing is under way: it is looked at by what it waits for. */
const OF_THEIR_OWN: readonly Collection[] = [events as Collection, lotteryUnits as Collection]

/** What must always be true, seen over all documents by code that is not the product's. */
export class Checks {
  private readonly books: Books
  private readonly stock: StockChecks
  private readonly counter: CounterChecks
  private readonly cards: CardChecks
  private readonly people: PeopleChecks
  private readonly coupons: CouponChecks
  private readonly rewards: RewardChecks
  private readonly mall: MallChecks
  private readonly campaigns: CampaignChecks
  private readonly referrals: ReferralChecks
  private readonly wheels: WheelChecks
  private readonly seenWrites = new Map<string, number>()

  constructor(private readonly world: World) {
    this.books = new Books(world)
    this.stock = new StockChecks(world, this.books)
    this.counter = new CounterChecks(world, this.books)
    this.cards = new CardChecks(world, this.books)
    this.people = new PeopleChecks(world, this.books)
    this.coupons = new CouponChecks(world, this.books)
    this.rewards = new RewardChecks(world, this.books)
    this.mall = new MallChecks(world, this.books)
    this.campaigns = new CampaignChecks(world, this.books)
    this.referrals = new ReferralChecks(world, this.books)
    this.wheels = new WheelChecks(world, this.books)
  }

  /** After every step, whatever is under way. */
  async always(): Promise<void> {
    this.world.assertNoFailure()
    await this.books.follow()
    this.campaigns.always()
    if (this.hasChanged(quotas)) await this.stock.checkBudgets()
    if (this.hasChanged(units)) await this.stock.checkUnits()
    if (this.hasChanged(members)) await this.people.checkPhones()
  }

  /** Whether a collection was written to since it was last looked at. */
  private hasChanged({ name }: Collection): boolean {
    const writes = this.world.store.writes.get(name) ?? 0
    if (this.seenWrites.get(name) === writes) return false
    this.seenWrites.set(name, writes)
    return true
  }

  /** Whether something of a day can only be seen when it is over. */
  waitsForNight(today: string): boolean {
    return this.books.wheels.waitsForNight(today)
  }

  /** When nothing is under way, every sweep is done and every command was asked once more. */
  async afterQuiet(): Promise<void> {
    await this.always()
    await this.checkNothingOpen()
    await this.stock.checkStock()
    await this.stock.checkBudgetsIssued()
    await this.stock.countGenerations()
    this.checkAnswers()
    await this.counter.afterQuiet()
    this.coupons.afterQuiet()
    await this.rewards.afterQuiet()
    await this.mall.afterQuiet()
    await this.campaigns.afterQuiet()
    this.wheels.afterQuiet()
    await this.referrals.afterQuiet()
    await this.cards.afterQuiet()
    await this.people.afterQuiet()
  }

  /** When the day is over as well: what it drew is told, and what nobody drew is back. */
  async afterNight(): Promise<void> {
    await this.always()
    await this.checkNothingOpen()
    await this.stock.checkStock()
    await this.stock.checkBudgetsIssued()
    await this.wheels.afterNight()
  }

  private async checkNothingOpen(): Promise<void> {
    const { store } = this.world
    const { items } = await store.find(accounts, { index: 'byMember', limit: 100 })
    for (const { _id, openOps } of items) must(Object.keys(openOps).length === 0, `${_id} has open operations`)
    for (const collection of registry.all(collections)) {
      if (OF_THEIR_OWN.includes(collection) || !collection.indexes.some(({ name }) => name === 'byOpen')) continue
      const open = await store.find(collection as Collection<Intent>, { index: 'byOpen', range: { from: 0 }, limit: 1 })
      must(open.items.length === 0, `${collection.name} ${open.items[0]?._id} is open`)
    }
    const open = await store.find(events, { index: 'byOpen', range: { from: 0 }, limit: 1_000 })
    for (const { _id, decision } of open.items) {
      const waits = decision.kind === 'takeback' && store.asInserted(events, decision.of) === null
      must(waits, `event ${_id} is open and waits for nothing`)
    }
  }

  /** What was answered as done is there once, and nothing is there that was not. */
  private checkAnswers(): void {
    const { settled } = this.world.answers
    const done = (...names: string[]) =>
      [...settled].filter(([identity, { kind }]) => kind === 'done' && names.includes(identity.split('|')[0] ?? ''))
    const expected: readonly (readonly [prefix: string, count: number])[] = [
      ['ci|', done('check-in', 'make-up').length],
      ['adj|', done('adjust').length],
      ['rd|', done('redeem').length],
      ['rc|', done('recover').length],
    ]
    for (const [prefix, count] of expected) {
      const there = this.books
        .entries(prefix)
        .filter(({ entry }) => entry.ref.kind !== 'reward' && !this.isGivenBack(entry.op)).length
      must(there === count, `${there} entries of ${prefix} and ${count} were answered as done`)
    }
    const happened = this.books.entries('').filter(({ entry }) => /^(ev|cb)\|[0-9a-f]{64}$/.test(entry.op)).length
    must(happened === done('event').length, `${happened} entries of events and ${done('event').length} answers`)
    for (const [identity, { seq, text, member }] of settled) {
      if (seq === undefined) continue
      must(text.endsWith(this.books.entryOf(member, seq)?.hash ?? 'none'), `${identity} lost its entry`)
      if (this.books.isInPage(member, seq)) this.world.coverage.count('key found in a page')
    }
  }

  private isGivenBack(op: string): boolean {
    return op.endsWith('|void') || this.books.entries(`${op}|void`).length > 0
  }
}
