import { refuse } from '../../../kernel/refusal'
import { pointsNameOf } from '../../../platform/brand'
import { settingsOf, type Work } from '../../../platform/context'
import { DEFAULT_PAGE_SIZE } from '../../../platform/fields'
import type { Handlers } from '../../../platform/module'
import { decodeCursor, type Find } from '../../../platform/store'
import { promisedCoupon } from '../../coupons'
import { type Account, accountOf, balancesOn, ledgerSettings } from '../../ledger'
import { storesInForce } from '../../staff'
import { isBookable } from '../domain/on-sale'
import { handoversOf, policyOf } from '../domain/policy'
import { mostAtOnce, type Reward, type Slot } from '../domain/reward'
import { rewardSettings } from '../settings'
import type { catalogueContract } from './contract'
import { rewardInForce, skuOf, skusOf } from './in-force'
import { offerOf } from './offer'
import { countLeft, shownAt, shownOf } from './put-on-shelf'
import { type ShelfItem, shelf } from './store'

/** The caller's account with what ended today already gone. */
async function accountToday(work: Work, memberId: string): Promise<Account | null> {
  const account = await accountOf(work, memberId)
  return account && { ...account, ...balancesOn(account, work.today) }
}

/** More categories than fit on a phone's width of tabs. */
const MOST_CATEGORIES = 20

/** One read for each category, however many rewards there are: from one the next is looked up. */
async function readCategories(work: Work): Promise<readonly string[]> {
  const categories: string[] = []
  let from = ''
  while (categories.length < MOST_CATEGORIES) {
    const find: Find = { index: 'byCategory', range: { from }, limit: 1 }
    const next: ShelfItem | undefined = (await work.store.find(shelf, find)).items[0]
    if (!next?.category) break
    categories.push(next.category)
    from = `${next.category}\u0000`
  }
  return categories
}

const needOf = (reward: Reward) => {
  const handovers = handoversOf(reward)
  if (!handovers.includes('send')) return 'none'
  return handovers.length === 1 ? 'needed' : 'possible'
}

async function storesOf(work: Work, { own }: Reward) {
  const hasCounter = own.kind === 'experience' || (own.kind === 'item' && own.delivery !== 'send')
  if (!hasCounter) return []
  const stores = await storesInForce(work)
  const open = own.stores === null ? stores : stores.filter(({ storeId }) => own.stores?.includes(storeId))
  return open.map(({ storeId, name }) => ({ storeId, name }))
}

function slotStateOf(slot: Slot, left: number, atMs: number) {
  if (!isBookable(slot, atMs)) return 'over'
  return left === 0 ? 'full' : 'open'
}

function slotsOf(reward: Reward, left: Readonly<Record<string, number>>, atMs: number) {
  const slots = reward.own.kind === 'experience' ? (reward.own.slots ?? []) : []
  return slots.map((slot) => {
    const free = left[skuOf(reward, slot.slotId) ?? ''] ?? 0
    const { slotId, startsAtMs, endsAtMs } = slot
    return { slotId, startsAtMs, endsAtMs, left: free, state: slotStateOf(slot, free, atMs) } as const
  })
}

/** What is free of it: counted now where there is one stock to count, and of slots as the shelf has it. */
async function leftNow(work: Work, reward: Reward): Promise<ShelfItem['left']> {
  const skus = skusOf(reward)
  if (skus.length <= 1) return countLeft(work, skus)
  return (await work.store.get(shelf, reward.rewardId))?.left ?? {}
}

async function policyFor(work: Work, reward: Reward) {
  const { pickUpDays, missedSlotPoints: ifMissed } = await settingsOf(work, rewardSettings)
  const { returnedPointsDays } = await settingsOf(work, ledgerSettings)
  return policyOf(reward, { pickUpDays, returnedPointsDays, ifMissed }, await pointsNameOf(work))
}

export const catalogueHandlers: Handlers<typeof catalogueContract> = {
  'rewards.list': async (context, { cursor, limit = DEFAULT_PAGE_SIZE, category }) => {
    if (cursor !== undefined && !decodeCursor(cursor)) return refuse('invalid_input', { path: 'input.cursor' })
    const where = category === undefined ? { index: 'byPlace' } : { index: 'byCategory', equals: { category } }
    const [account, page] = await Promise.all([
      accountToday(context, context.caller.memberId),
      // What is not shown has no place, and is outside every range.
      context.store.find(shelf, {
        ...where,
        range: { from: '' },
        limit,
        ...(cursor === undefined ? {} : { cursor }),
      }),
    ])
    if (!account) return refuse('not_a_member')
    const offers = page.items.map((item) =>
      offerOf(context, account, item._id, shownAt(item, context.nowMs), item.left),
    )
    return { items: await Promise.all(offers), next: page.next }
  },

  'rewards.categories': async (context) => {
    if (!(await accountOf(context, context.caller.memberId))) return refuse('not_a_member')
    return { categories: [...(await context.recent.read('reward-categories', () => readCategories(context)))] }
  },

  'rewards.view': async (context, { rewardId }) => {
    const [account, reward] = await Promise.all([
      accountToday(context, context.caller.memberId),
      rewardInForce(context, rewardId),
    ])
    if (!account) return refuse('not_a_member')
    if (!reward) return refuse('no_such_reward')
    const left = await leftNow(context, reward)
    const { own } = reward
    const membership = own.kind === 'membership' ? own : null
    return {
      ...(await offerOf(context, account, rewardId, shownOf(reward), left)),
      nowMs: context.nowMs,
      text: reward.text,
      mostAtOnce: mostAtOnce(reward),
      address: needOf(reward),
      stores: await storesOf(context, reward),
      slots: slotsOf(reward, left, context.nowMs),
      coupon: own.kind === 'coupon' ? await promisedCoupon(context, own.templateId) : null,
      membership: membership && {
        name: membership.membership,
        days: membership.days,
        includes: [...membership.includes],
      },
      policy: [...(await policyFor(context, reward))],
    }
  },
}
