import { members } from '../../../cloudfunctions/modules/members/store'
import { type ShareOutcome, shareOutcomes } from '../../../cloudfunctions/modules/sharing/store'
import { must } from '../must'
import { MERCHANT_OF } from '../world/shop'
import type { World } from '../world/world'
import type { Books } from './books'

/** When all is quiet: what cards are said to have brought is what has happened. */
export class CardChecks {
  constructor(
    private readonly world: World,
    private readonly books: Books,
  ) {}

  async afterQuiet(): Promise<void> {
    const { items } = await this.world.store.find(shareOutcomes, { index: 'byCard', limit: 1_000 })
    const outcomes = new Map(items.map((outcome) => [outcome._id, outcome]))
    for (const outcome of items) this.checkCredit(outcome)
    await this.checkVisits(outcomes)
    await this.checkJoins(outcomes)
    this.checkOrders(outcomes)
  }

  private checkCredit({ _id, card, store, staffId }: ShareOutcome): void {
    const made = this.world.shop.cards.find(({ code }) => code === card)
    must(made?.storeId === store && made.staff === staffId, `${_id} counts for ${staffId} at ${store}`)
  }

  /** One for each person and card, however often it was opened; and for who joined by a card without opening it. */
  private async checkVisits(outcomes: ReadonlyMap<string, ShareOutcome>): Promise<void> {
    const { shop, people, store, answers, asked } = this.world
    const came = new Set<string>()
    for (const { identity, says } of asked.values())
      if (says?.said.kind === 'open' && answers.settled.get(identity)?.kind === 'done')
        came.add(`visit|${says.said.card}|${says.said.member}`)
    for (const { member } of people) {
      for (const { card } of this.books.touches.of(member)) came.add(`visit|${card}|${member}`)
      const joined = await store.get(members, member)
      // A card that they joined by and never opened: it counts as a visit, unless another one counted by then.
      const sharedBy = joined?.sharedBy && `visit|${joined.sharedBy}|${member}`
      if (sharedBy && outcomes.has(sharedBy) && shop.cards.some(({ code }) => code === joined.sharedBy))
        came.add(sharedBy)
    }
    const counted = [...outcomes.keys()].filter((id) => id.startsWith('visit|'))
    const missing = [...came].find((id) => !outcomes.has(id))
    must(missing === undefined, `${missing} was not counted`)
    const invented = counted.find((id) => !came.has(id))
    must(invented === undefined, `${invented} never came`)
    for (const id of counted) must(outcomes.get(id)?.count === 1, `${id} counts ${outcomes.get(id)?.count}`)
  }

  /** A join counts for the card that counted then; one that was opened in the same moment may have come too late. */
  private async checkJoins(outcomes: ReadonlyMap<string, ShareOutcome>): Promise<void> {
    for (const { member } of this.world.people) {
      const joined = await this.world.store.get(members, member)
      const touch = joined && this.books.touches.at(member, joined.joinedAtMs)
      const counted = outcomes.get(`join|${member}`)?.card
      // A member's own code is no card of a store.
      const isByCard = this.world.shop.cards.some(({ code }) => code === joined?.sharedBy)
      // By another clock than theirs its time had ended, and they had opened one once more before they joined.
      const isOver = this.books.touches.of(member).some((one) => one.isBeforeJoining && one.atMs > (touch?.atMs ?? 0))
      const isCertain = touch && !isOver && (touch.isBeforeJoining || isByCard)
      // Joined with a code that they never opened, and finished after they had opened another card: then no touch says so.
      const card = touch?.card ?? joined?.sharedBy
      const isRight = counted === undefined ? !isCertain : counted === card
      must(isRight, `the join of ${member} counts for ${counted} and not for ${touch?.card}`)
      if (counted) this.world.coverage.count('card: brought a member')
    }
  }

  /** What of an order stands, for the card that its buyer came by, if that is one of the same merchant. */
  private checkOrders(outcomes: ReadonlyMap<string, ShareOutcome>): void {
    const { shop, coverage } = this.world
    for (const { order } of this.books.orders.orders.values()) {
      const isOfMerchant = (card: string) => {
        const store = shop.cards.find(({ code }) => code === card)?.storeId ?? ''
        return MERCHANT_OF[store] === MERCHANT_OF[order.store]
      }
      // What the account knew when the order was posted: one that is kept a moment later counts for none, whoever tells of it.
      const known = this.books.orders.posted.get(`or|${order._id}`)?.touches ?? []
      const touch = known.find(({ atMs, untilMs }) => atMs <= order.paidAtMs && order.paidAtMs < untilMs)
      const counted = outcomes.get(`order|${order._id}`)
      const mayCount = touch !== undefined && isOfMerchant(touch.card)
      const isRight = !counted || (mayCount && counted.card === touch.card)
      must(isRight, `${order._id} counts for ${counted?.card} and not ${touch?.card}`)
      // An account knows of the newest card and of the one before it: an order that was finished after two more has none.
      const since = this.books.touches.of(order.member).filter(({ atMs }) => atMs > (touch?.atMs ?? 0)).length
      must(counted !== undefined || !mayCount || since >= 2, `${order._id} does not count for ${touch?.card}`)
      if (touch && !mayCount) coverage.count('card: of another merchant')
      if (!counted) continue
      const should = `${order.leftFen > 0 ? 1 : 0} of ${order.leftFen}`
      must(`${counted.count} of ${counted.amountFen}` === should, `${order._id} counts not ${should}`)
      coverage.count(order.leftFen === 0 ? 'card: brought an order that was refunded' : 'card: brought an order')
    }
  }
}
