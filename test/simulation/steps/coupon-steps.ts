import type { Random } from '../../../cloudfunctions/kernel/seeded-random'
import { couponCodeAt } from '../../../cloudfunctions/modules/coupons/domain/coupon-code'
import { type Coupon, coupons } from '../../../cloudfunctions/modules/coupons/store'
import { secrets } from '../world/cloud'
import { asked, asStaff, atDoor, type Caller, type Command, type Person } from '../world/doors'
import { TEMPLATE_IDS } from '../world/mall'
import { at, pick } from '../world/random'
import type { SaidPurchase, SaidVerify } from '../world/said'
import { STORES } from '../world/shop'
import type { World } from '../world/world'
import { byClerk, newPurchase, takingBack } from './counter-steps'
import { clerkOf, type Flow, type Step } from './flow'
import { nonsenseCode } from './member-card'

const MINUTE_MS = 60_000
const HELD_AT_MOST = 20

/** What members do with coupons, and counters with those that are shown. */
export const COUPON_STEPS = [
  ['claim', 16],
  ['use coupon', 13],
  ['use two coupons', 6],
  ['undo use', 5],
  ['give', 7],
  ['take gift', 8],
] as const
export type CouponStep = (typeof COUPON_STEPS)[number][0]

export async function withCoupons(name: CouponStep, step: Step): Promise<readonly Flow[]> {
  const { random } = step
  switch (name) {
    case 'claim':
      return claims(step)
    case 'use coupon':
      return useCoupons(step, 1)
    case 'use two coupons':
      return useCoupons(step, random() < 0.3 ? 3 : 2)
    case 'undo use':
      return undoUse(step)
    case 'give':
      return give(step)
    case 'take gift':
      return takeGift(step)
  }
}

/** One coupon each for several people, or several for one: of each flow the key is its own. */
function claims(step: Step): readonly Flow[] {
  const { world, random } = step
  const templateId = world.shop.mall.someTemplate(random)
  const people = random() < 0.25 ? world.people : [pick(random, world.people)]
  const times = random() < 0.25 ? 2 : 1
  return people.flatMap((person) => Array.from({ length: times }, () => [claiming(person, step.newKey(), templateId)]))
}

function claiming(person: Person, key: string, templateId: string): Command {
  const said = { kind: 'claim', member: person.member, templateId } as const
  const lie = (random: Random) => claiming(person, key, pick(random, TEMPLATE_IDS))
  return { ...asked(person, 'coupons.claim', { templateId }, key, said), lie }
}

/** The coupons that somebody has or had, the newest first. */
async function couponsOf({ store }: World, { member }: Person): Promise<readonly Coupon[]> {
  const find = { index: 'byMember', equals: { member }, order: 'descending', limit: HELD_AT_MOST } as const
  return (await store.find(coupons, find)).items
}

/** Coupons that are shown for a purchase, which is reported behind them; now and then it is refunded at once. */
async function useCoupons(step: Step, most: number): Promise<readonly Flow[]> {
  const { world, random } = step
  const person = pick(random, world.people)
  const all = await couponsOf(world, person)
  const held = all.filter(({ state }) => state === 'claimed')
  const some = (random() < 0.85 ? held : all).slice(at(random, 3))
  // Two of one kind exclude each other: mostly those are shown that may go together.
  const kinds = new Set(some.map(({ template }) => template))
  const different = [...kinds].flatMap((kind) => some.find(({ template }) => template === kind) ?? [])
  const shown = (random() < 0.8 ? different : some).slice(0, most)
  if (shown.length === 0) return []
  const said: SaidPurchase = { ...newPurchase(step), member: person.member, paidAtMs: null }
  const lines = random() < 0.5 ? said.lines : linesFor(random, said.amountFen)
  const purchase = { ...said, lines }
  const clerk = clerkOf(step, purchase.storeId)
  const uses = shown.map((coupon) => verifying(step, clerk, coupon, purchase))
  const recorded = await byClerk(step, purchase)
  const { storeId, orderNo, amountFen } = purchase
  const refund = { kind: 'refund', storeId, orderNo, refundNo: `C${step.number}`, lines: null } as const
  const part = pick(random, [amountFen, amountFen, Math.ceil(amountFen / 2)])
  const after = random() < 0.3 ? [takingBack(step, { ...refund, amountFen: part })] : []
  const wrong = shown.slice(0, random() < 0.25 ? 1 : 0)
  const undone = wrong.map((coupon) => undoing(clerk, step.newKey(), mistake(storeId, coupon)))
  // Shown at another counter in the same moment, for a purchase of its own.
  const elsewhere = random() < 0.25 ? shown.map((coupon) => [verifyingElsewhere(step, coupon, purchase)]) : []
  if (random() < 0.5) return [[...uses, ...undone, recorded, ...after], ...elsewhere]
  return [...uses.map((use) => [use]), [recorded, ...after], ...elsewhere]
}

/** Lines of which coupons of every kind find something. */
function linesFor(random: Random, amountFen: number) {
  if (amountFen < 10) return null
  const tea = 1 + at(random, amountFen - 2)
  return [
    { lineId: 'a', amountFen: tea, category: 'tea' },
    { lineId: 'b', amountFen: amountFen - tea, category: 'tobacco' },
  ]
}

function verifyingElsewhere(step: Step, coupon: Coupon, purchase: SaidPurchase): Command {
  const { random, number } = step
  const storeId = random() < 0.5 ? purchase.storeId : pick(random, STORES)
  // Of the same order, for the same or for something else; or of another.
  const other = pick(random, [{}, { amountFen: 5_000, lines: null }, { orderNo: `B${number}` }])
  return verifying(step, clerkOf(step, storeId), coupon, { ...purchase, ...other, storeId })
}

/** The code that a coupon shows now; or did a while ago, or one of nothing. */
function codeShown({ world, random }: Step, coupon: Coupon): string {
  if (random() < 0.03) return nonsenseCode(random)
  const shownAtMs = world.clock.nowMs - (random() < 0.06 ? 5 * MINUTE_MS : 0)
  const { op: couponId, number, endsAtMs } = coupon
  return couponCodeAt(secrets.key('coupon'), { couponId, number, endsAtMs }, shownAtMs).code
}

function verifying(step: Step, clerk: Person, coupon: Coupon, purchase: SaidPurchase): Command {
  const { storeId, orderNo, amountFen, lines } = purchase
  const said: SaidVerify = { kind: 'verify', storeId, orderNo, couponId: coupon.op, amountFen, lines }
  return verifyingBy(asStaff(clerk), step.newKey(), codeShown(step, coupon), said)
}

function verifyingBy(caller: Caller, key: string, code: string, said: SaidVerify): Command {
  const { storeId, orderNo, amountFen, lines } = said
  const input = { storeId, code, orderNo, amountFen, ...(lines ? { lines } : {}) }
  const lie = (random: Random) => {
    const other = pick(random, [{ orderNo: `${orderNo}-x` }, { amountFen: amountFen + 100, lines: null }])
    return verifyingBy(caller, key, code, { ...said, ...other })
  }
  return { ...atDoor(caller, { action: 'coupons.verify', input, key, said }), lie }
}

/** A use that was a mistake: undone by whoever made it, by somebody else, or at another store. */
async function undoUse(step: Step): Promise<readonly Flow[]> {
  const { world, random } = step
  const all = await couponsOf(world, pick(random, world.people))
  const used = all.filter(({ use }) => use !== null)
  const coupon = pick(random, random() < 0.9 ? used : all)
  if (!coupon) return []
  const storeId = random() < 0.95 && coupon.use ? coupon.use.store : pick(random, STORES)
  const clerk = world.shop.clerks.find(({ member }) => member === coupon.use?.by)
  const by = random() < 0.7 && clerk ? clerk : clerkOf(step, storeId)
  const twice = random() < 0.2 ? [clerkOf(step, storeId)] : []
  return [by, ...twice].map((one) => [undoing(one, step.newKey(), mistake(storeId, coupon))])
}

const mistake = (storeId: string, { op: couponId }: Coupon) => ({ storeId, couponId, reason: '核错了' })

function undoing(clerk: Person, key: string, input: { storeId: string; couponId: string; reason: string }): Command {
  const said = { kind: 'unverify', couponId: input.couponId, by: clerk.member } as const
  const lie = () => undoing(clerk, key, { ...input, reason: '换一张' })
  return { ...atDoor(asStaff(clerk), { action: 'coupons.unverify', input, key, said }), lie }
}

/** A coupon on its way to a friend: somebody's own; or another's, which is nobody's to give. */
async function give(step: Step): Promise<readonly Flow[]> {
  const { world, random } = step
  const person = pick(random, world.people)
  const all = await couponsOf(world, random() < 0.92 ? person : pick(random, world.people))
  const held = all.filter(({ state }) => state === 'claimed')
  const coupon = pick(random, random() < 0.85 ? held : all)
  if (!coupon) return []
  const purchase = newPurchase(step)
  const used = random() < 0.15 ? [[verifying(step, clerkOf(step, purchase.storeId), coupon, purchase)]] : []
  const twice = random() < 0.15 ? [[giving(person, step.newKey(), coupon.op)]] : []
  return [[giving(person, step.newKey(), coupon.op)], ...twice, ...used]
}

function giving(person: Person, key: string, couponId: string): Command {
  const said = { kind: 'give', couponId, by: person.member } as const
  const lie = () => giving(person, key, 'of-nobody')
  return { ...asked(person, 'coupons.give', { couponId }, key, said), lie }
}

/** A gift's card that is tapped by one or by several; also long after, by its giver, or one that there never was. */
async function takeGift(step: Step): Promise<readonly Flow[]> {
  const { world, random } = step
  const { items } = await world.store.find(coupons, { index: 'byGiftEnd', range: { from: 0 }, limit: HELD_AT_MOST })
  const given = (await couponsOf(world, pick(random, world.people))).filter(({ giftCode }) => giftCode !== '')
  const code = pick(random, random() < 0.85 && items.length > 0 ? items : given)?.giftCode
  if (code === undefined && random() < 0.9) return []
  const giftCode = code === undefined || random() < 0.03 ? 'x'.repeat(22) : code
  const people = random() < 0.4 ? world.people : [pick(random, world.people)]
  return people.map((person) => [taking(person, step.newKey(), giftCode)])
}

function taking(person: Person, key: string, giftCode: string): Command {
  const said = { kind: 'take', member: person.member, giftCode } as const
  const lie = () => taking(person, key, 'y'.repeat(22))
  return { ...asked(person, 'coupons.accept', { giftCode }, key, said), lie }
}
