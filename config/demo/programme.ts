import type { ActionName, Input } from '../../cloudfunctions/api'
import { addDays, type BusinessDate, startOfDateMs } from '../../cloudfunctions/kernel/business-date'
import { settingsDrafts } from '../../cloudfunctions/platform/collections'
import { defineCollection } from '../../cloudfunctions/platform/store'
import { personas, shop } from '../../src/stage/personas'
import { campaignsOf, unpublishedDrafts } from './campaigns'
import type { Deed, GiftDeed, OrderDeed } from './deed'
import { type Draft, settings, stores, tiers } from './documents'
import { CONSOLE, DemoDoors, inWechat, OPERATORS } from './doors'
import { friendsCampaign } from './friends'
import type { Period } from './habits'
import type { Purchase } from './purchases'
import { rewards, templates } from './shelf'
import { prizeTemplates, WHEEL_ID, wheel, wheelBegins } from './wheel'

/** What a member does on their own phone. */
interface OnThePhone {
  readonly action: 'members.join' | 'members.update' | 'check-in.perform' | 'check-in.make-up'
  readonly input: Input<ActionName>
}

/** What happens at a counter, or because of a card from there. */
type InTheShop =
  | { readonly action: 'opens_card' }
  | { readonly action: 'opens_friends_card'; readonly of: string }
  | ({ readonly action: 'buys'; readonly number: number } & Pick<Purchase, 'storeId' | 'amountFen' | 'by' | 'coupon'>)
  | ({ readonly action: 'returns'; readonly number: number } & Pick<Purchase, 'storeId' | 'amountFen'>)
  | { readonly action: 'gives'; readonly points: number; readonly reason: string }
  | { readonly action: 'claims'; readonly templateId: string }
  | { readonly action: 'redeems'; readonly rewardId: string; readonly pricePoints: number }
  | { readonly action: 'draws' }
  | { readonly action: 'has_birthday' }
  | Deed

/** Something at a moment. */
export type Step = { readonly atMs: number } & (OnThePhone | InTheShop)

const CLERK = personas.clerk
const OWNER = personas.owner
const CLERKS_STORE = shop.stores[0].storeId

/** Jobs that remove what is over, without which the demo would bring along a year of used codes, and that pay what is due. */
const TIDYING_JOBS = [
  'referrals-due',
  'members-forget-card-uses',
  'lottery-reveal-days',
  'lottery-finish-prizes',
] as const
/** The wheel promises a day in the evening before it. */
const EVENING_MS = 19 * 60 * 60_000
const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** Where parcels of the demo go: a street that there is, and a number that nobody has. */
const ADDRESS = { name: '沈小满', phone: '13800000000', region: '江苏省苏州市姑苏区', detail: '平江路 1000 号' }

const orderNoOf = (openid: string, number: number): string => `${openid.replace('demo-', '')}-${number}`

/** A year of the chain: it is opened, and people do what they do. */
export class DemoProgramme extends DemoDoors {
  private cardInChat = ''
  /** Cards of gifts in chats, by what they are called between those who give and take. */
  private readonly gifts = new Map<string, string>()

  /**
   * Opens the programme as an operator does: drafts written in the console, `ops.init`, then what is published one by
   * one, a clerk and an operator who were invited.
   */
  async open(atMs: number, today: BusinessDate): Promise<void> {
    this.nowMs = atMs
    await this.draft(settingsDrafts, settings)
    await this.ask('ops', CONSOLE, 'ops.init', {})
    const shelf = { coupon_templates: [...templates, ...prizeTemplates], rewards: rewards(today) }
    for (const [kind, drafts] of Object.entries({ stores, tiers, ...shelf })) await this.publish(kind, drafts)
    const asked = { storeId: CLERKS_STORE, role: 'manager' as const, operator: OPERATORS[0] }
    const { code } = await this.ask('ops', CONSOLE, 'ops.invite-staff', asked)
    await this.ask('merchant', inWechat(CLERK.openid), 'staff.accept', { code, name: CLERK.nickname })
    const invited = await this.ask('ops', CONSOLE, 'ops.invite-operator', { operator: OPERATORS[0] })
    const owner = { code: invited.code, name: OWNER.nickname }
    await this.ask('merchant', inWechat(OWNER.openid), 'staff.accept', owner)
  }

  /** The day after, before anybody comes: the tills have their keys, and the clerk has a card in a chat. */
  async openTheDoors(year: Period): Promise<void> {
    // What was written on the day of opening is stored already and does not change any more.
    this.nowMs += DAY_MS
    for (const { _id: storeId } of stores) {
      const { keys } = await this.ask('ops', CONSOLE, 'ops.hook-key', { storeId, operator: OPERATORS[0] })
      if (keys[0]) this.tills.set(storeId, keys[0])
    }
    const target = { kind: 'store', id: CLERKS_STORE }
    const card = { storeId: CLERKS_STORE, target, title: '平江路新到的碧螺春，来坐坐' }
    this.cardInChat = (await this.ask('merchant', inWechat(CLERK.openid), 'sharing.create', card)).shareCode
    await this.announce(year)
    await this.spinUp(year.to)
  }

  /** All campaigns there are in the year, each version when it was published: an event meets the one of its moment. */
  private async announce(year: Period): Promise<void> {
    for (const { atMs, draft } of campaignsOf(year)) {
      this.nowMs = atMs
      await this.publish('campaigns', [draft])
    }
    const collection = defineCollection<Draft>({ name: 'campaigns' })
    for (const draft of unpublishedDrafts(year.to)) await this.draft(collection, draft)
  }

  /** The wheel with its prizes, and what each of its days until now was promised by in the evening before. */
  private async spinUp(today: BusinessDate): Promise<void> {
    await this.publish('campaigns', [wheel(today), friendsCampaign(today)])
    // A campaign counts from some seconds after it was published.
    this.nowMs += MINUTE_MS
    await this.runJob('ledger-make-stock')
    for (let date = addDays(wheelBegins(today), -1); date < today; date = addDays(date, 1)) {
      this.nowMs = startOfDateMs(date) + EVENING_MS
      await this.runJob('lottery-commit-days')
    }
  }

  /** What the timers would long have put away by a moment. */
  async tidy(atMs: number): Promise<void> {
    this.nowMs = atMs
    for (const name of TIDYING_JOBS) await this.runJob(name)
  }

  /** One thing that somebody does. Throws when it is refused: what happens in the demo is planned to succeed. */
  async perform(openid: string, step: Step): Promise<void> {
    this.nowMs = step.atMs
    switch (step.action) {
      case 'opens_card':
        await this.ask('member', inWechat(openid), 'sharing.open', { shareCode: this.cardInChat })
        return
      case 'opens_friends_card': {
        const { shareCode } = await this.ask('member', inWechat(step.of), 'referrals.status', {})
        await this.ask('member', inWechat(openid), 'referrals.open', { shareCode })
        return
      }
      case 'buys':
        return this.buy(openid, step)
      case 'returns': {
        const { storeId, amountFen } = step
        const orderNo = orderNoOf(openid, step.number)
        await this.askTill(storeId, 'orders.refund', { storeId, orderNo, refundNo: 'R1', amountFen })
        return
      }
      case 'gives':
        return this.takeOff(openid, step)
      case 'claims':
        await this.ask('member', inWechat(openid), 'coupons.claim', { templateId: step.templateId })
        return
      case 'redeems':
        return this.redeem(openid, step)
      case 'draws':
        await this.ask('member', inWechat(openid), 'lottery.draw', { campaignId: WHEEL_ID })
        return
      case 'has_birthday':
        return this.runJobFor(openid, 'campaigns-birthdays')
      case 'redeems_piece':
      case 'cancels':
      case 'collects':
      case 'is_sent':
        return this.doWithOrder(openid, step)
      case 'gives_coupon':
      case 'takes_gift':
        return this.doWithGift(openid, step)
      case 'gifts_come_back':
        return this.runJob('coupons-take-back-gifts')
      case 'friends_are_paid':
        return this.runJob('referrals-due')
      default:
        await this.ask('member', inWechat(openid), step.action, step.input)
    }
  }

  private async buy(openid: string, step: Step & { action: 'buys' }): Promise<void> {
    const { storeId, by, number } = step
    const { code: memberCode } = await this.ask('member', inWechat(openid), 'members.card', {})
    const orderNo = orderNoOf(openid, number)
    const amountFen = step.coupon ? await this.useCoupon(openid, orderNo, step) : step.amountFen
    const order = { storeId, orderNo, memberCode, amountFen }
    if (by === 'till') await this.askTill(storeId, 'orders.record', order)
    else await this.ask('merchant', inWechat(CLERK.openid), 'orders.record', order)
  }

  /** The clerk takes a coupon off what is to be paid; answers what is left of it. */
  private async useCoupon(openid: string, orderNo: string, step: Step & { action: 'buys' }): Promise<number> {
    const { storeId, amountFen, coupon: templateId = '' } = step
    const couponId = await this.usableCoupon(openid, templateId)
    const { code } = await this.ask('member', inWechat(openid), 'coupons.show', { couponId })
    const used = { storeId, code, orderNo, amountFen }
    return (await this.ask('merchant', inWechat(CLERK.openid), 'coupons.verify', used)).payableFen
  }

  private async usableCoupon(openid: string, templateId: string): Promise<string> {
    const { items } = await this.ask('member', inWechat(openid), 'coupons.wallet', { state: 'usable' })
    const title = templates.find(({ _id }) => _id === templateId)?.title
    const couponId = items.find((coupon) => coupon.title === title)?.couponId
    if (couponId === undefined) throw new Error(`${openid} has no ${templateId} to use`)
    return couponId
  }

  private async redeem(openid: string, { rewardId, pricePoints }: Step & { action: 'redeems' }): Promise<void> {
    const { points } = await this.ask('member', inWechat(openid), 'members.me', {})
    if (points.available < pricePoints) return
    await this.ask('member', inWechat(openid), 'rewards.redeem', { rewardId })
  }

  /** The newest order of a reward, and what becomes of it; nothing where they could not afford it. */
  private async doWithOrder(openid: string, step: OrderDeed): Promise<void> {
    const { rewardId } = step
    if (step.action === 'redeems_piece') {
      const { points } = await this.ask('member', inWechat(openid), 'members.me', {})
      if (points.available < step.pricePoints) return
      const { slot, isSent } = step
      const how = { ...(slot === undefined ? {} : { slot }), ...(isSent ? { address: ADDRESS } : {}) }
      await this.ask('member', inWechat(openid), 'rewards.redeem', { rewardId, ...how })
      return
    }
    const { items } = await this.ask('member', inWechat(openid), 'rewards.orders', {})
    const orderId = items.find((order) => order.rewardId === rewardId)?.orderId
    if (orderId === undefined) return
    if (step.action === 'cancels') await this.ask('member', inWechat(openid), 'rewards.cancel', { orderId })
    else if (step.action === 'collects') await this.handOver(openid, orderId)
    else await this.send(orderId)
  }

  private async handOver(openid: string, orderId: string): Promise<void> {
    const { code } = await this.ask('member', inWechat(openid), 'rewards.order', { orderId })
    if (code === null) throw new Error(`${orderId} has no code`)
    await this.ask('merchant', inWechat(CLERK.openid), 'rewards.hand-over', { storeId: CLERKS_STORE, code })
  }

  private async send(orderId: string): Promise<void> {
    const order = { storeId: CLERKS_STORE, orderId }
    await this.ask('merchant', inWechat(CLERK.openid), 'rewards.advance', { ...order, to: 'packed' })
    const sent = { ...order, to: 'sent' as const, tracking: '顺丰 SF1024587796' }
    await this.ask('merchant', inWechat(CLERK.openid), 'rewards.advance', sent)
  }

  private async doWithGift(openid: string, step: GiftDeed): Promise<void> {
    if (step.action === 'takes_gift') {
      const giftCode = this.gifts.get(step.gift)
      if (giftCode === undefined) throw new Error(`nobody has given ${step.gift}`)
      await this.ask('member', inWechat(openid), 'coupons.accept', { giftCode })
      return
    }
    const couponId = await this.usableCoupon(openid, step.templateId)
    const { giftCode } = await this.ask('member', inWechat(openid), 'coupons.give', { couponId })
    this.gifts.set(step.gift, giftCode)
  }

  private async takeOff(openid: string, { points, reason }: { points: number; reason: string }): Promise<void> {
    const { member } = await this.ask('member', inWechat(openid), 'members.me', {})
    const [operator, other] = OPERATORS
    const { memberId } = member
    const { requestId } = await this.ask('ops', CONSOLE, 'ops.adjust', { memberId, points: -points, reason, operator })
    await this.ask('ops', CONSOLE, 'ops.approve', { requestId, operator: other })
  }
}
