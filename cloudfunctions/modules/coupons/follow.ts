import { type Refusal, refuse } from '../../kernel/refusal'
import type { Command, Work } from '../../platform/context'
import { ensureDocument } from '../../platform/guarded-store'
import { type Message, tellMember } from '../../platform/messages'
import { carryOut, type Operation } from '../../platform/operation'
import { holderOf } from '../orders'
import { tellUsed } from './campaign/used-event'
import { couponIdOf, unstockedCoupon } from './coupon'
import { lastDateOf } from './domain/validity'
import { dayText } from './domain/wording'
import { termsFor } from './shown/shown-terms'
import { type Coupon, coupons, type Follow } from './store'
import { tellOfCoupons, useOf } from './telling/listeners'

/** What the coupon is derived from that follows from the end of another. Each ends once, so there is one. */
function followOpOf({ op }: Pick<Coupon, 'op'>): string {
  return `${op}|follows`
}

/** Who has what follows, decided when it is made: an operator may have merged the member into another since. */
async function ownerOf(work: Work, { atMs }: Coupon, { why, member }: Follow): Promise<string> {
  if (why === 'given' || why === 'merge_undone') return member
  // Whatever they had when they were merged goes, also what came in that very moment.
  return holderOf(work, { member, atMs: why === 'merged' ? 0 : atMs })
}

function followerOf(work: Work, coupon: Coupon, member: string, { why, endsAtMs }: Follow): Coupon {
  const { op, template, version, channel, source, usableFromMs } = coupon
  const isGiven = why === 'given'
  const follower = unstockedCoupon(work, {
    couponId: couponIdOf(followOpOf(coupon)),
    member,
    template,
    version,
    terms: termsFor(coupon),
    channel: isGiven ? 'given' : channel,
    source: isGiven ? op : source,
    usableFromMs,
    endsAtMs,
  })
  return { ...follower, root: coupon.root ?? op }
}

/** The page of the mini program where a member's coupons are. */
export const WALLET_PAGE = '/features/coupons/pages/wallet'

/** What the giver of a coupon, or who has it back, is told of its end; null where an operator has told them. */
function messageOf(coupon: Coupon, owner: string, { why, endsAtMs }: Follow): Message | null {
  if (why === 'merged' || why === 'merge_undone') return null
  const { title } = termsFor(coupon)
  const back = `“${title}”已退回您的卡包，有效期到${dayText(lastDateOf({ endsAtMs }))}。`
  const told = {
    given: { title: '朋友收下了您送的券', text: `${coupon.gift?.taken?.maskedName ?? ''}领取了“${title}”。` },
    not_taken: { title: '送出的券退回了', text: `一天内没有人领取，${back}` },
    unverified: { title: '券的核销撤销了', text: back },
    refunded: { title: '退款后券退回了', text: back },
  }[why]
  const member = why === 'given' ? coupon.member : owner
  return { id: `coupon|${coupon.op}|${why}`, member, kind: `coupon_${why}`, link: WALLET_PAGE, ...told }
}

/**
 * Tells the rules of a use that they listen to, and makes the coupon that follows from the end of another, with the same
 * terms and channel, and tells who should know. Null while nothing follows.
 */
export const followOperation: Operation<Coupon, Coupon | null> = {
  name: 'coupons-finish',
  collection: coupons,
  async steps(work, coupon) {
    await tellUsed(work, coupon)
    const { follows } = coupon
    if (!follows) return null
    const owner = await ownerOf(work, coupon, follows)
    const follower = await ensureDocument(work, coupons, followerOf(work, coupon, owner, follows))
    if (!follower) throw new Error(`what follows from coupon ${coupon.op} could not be made`)
    const message = messageOf(coupon, follower.member, follows)
    if (message) await tellMember(work, message)
    if (coupon.use) await tellOfCoupons(work, [useOf(coupon)])
    return follower
  },
  stillIs: ({ state }) => ({ state }),
}

/** The coupon that follows from the end of another, made now or before. */
export async function follow(work: Work, coupon: Coupon): Promise<Coupon> {
  const made = await carryOut(work, followOperation, coupon)
  const follower = made ?? (await work.store.get(coupons, couponIdOf(followOpOf(coupon))))
  if (!follower) throw new Error(`what follows from coupon ${coupon.op} is not there`)
  return follower
}

/** The coupon whose end answers a command already; null when none does. */
export async function recordedFollow(
  work: Work & { readonly command: Command },
  coupon: Coupon | null,
): Promise<Coupon | Refusal<'key_reused_with_other_input'> | null> {
  const { key, inputHash } = work.command
  // guard: end-same-input
  if (coupon?.follows?.key === key)
    return coupon.follows.inputHash === inputHash ? coupon : refuse('key_reused_with_other_input')
  const [other] = (await work.store.find(coupons, { index: 'byKeys', equals: { keys: key }, limit: 1 })).items
  return other ? refuse('key_reused_with_other_input') : null
}
