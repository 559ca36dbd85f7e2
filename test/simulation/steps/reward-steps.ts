import type { Random } from '../../../cloudfunctions/kernel/seeded-random'
import { codeOf } from '../../../cloudfunctions/modules/rewards/orders/order-id'
import { type RewardUnit, rewardUnits } from '../../../cloudfunctions/modules/rewards/orders/store'
import { secrets } from '../world/cloud'
import { asked, asStaff, atDoor, type Caller, type Command, type Person } from '../world/doors'
import { REWARD_IDS } from '../world/mall'
import { pick } from '../world/random'
import type { SaidSpend } from '../world/said'
import { STORES } from '../world/shop'
import type { World } from '../world/world'
import { clerkOf, type Flow, type Step } from './flow'
import { nonsenseCode } from './member-card'

const ORDERS_AT_MOST = 20

/** What members have for points, and what becomes of it. */
export const REWARD_STEPS = [
  ['redeem reward', 22],
  ['cancel', 7],
  ['confirm order', 5],
  ['advance', 10],
  ['hand over', 7],
  ['reveal', 5],
] as const
export type RewardStep = (typeof REWARD_STEPS)[number][0]

export async function withRewards(name: RewardStep, step: Step): Promise<readonly Flow[]> {
  const { world, random } = step
  const person = pick(random, world.people)
  switch (name) {
    case 'redeem reward':
      return redeem(step)
    case 'cancel':
      return ofOrder(step, person, (orderId) => ofMember(person, step.newKey(), 'rewards.cancel', orderId, 'cancelled'))
    case 'confirm order':
      return ofOrder(step, person, (orderId) => ofMember(person, step.newKey(), 'rewards.confirm', orderId, 'received'))
    case 'reveal':
      return ofOrder(step, person, (orderId) => ofMember(person, step.newKey(), 'rewards.reveal', orderId, 'shown'))
    case 'advance':
      return ofOrder(step, person, (orderId) => advancing(step, orderId))
    case 'hand over':
      return ofOrder(step, person, (orderId) => handingOver(step, orderId))
  }
}

const ADDRESS = { name: '林小梅', phone: '13800001234', region: '浙江省杭州市西湖区', detail: '文三路 90 号' }

/** What somebody says beside what they want: mostly what fits. */
function wishOf({ world, random }: Step, rewardId: string): object {
  const slot = pick(random, world.shop.mall.slots)?.slotId ?? 's1'
  return {
    ...(rewardId === 'lesson' && random() < 0.95 ? { slot } : {}),
    ...(rewardId === 'mug' && random() < 0.8 ? { address: ADDRESS } : {}),
    ...(rewardId === 'hat' && random() < 0.3 ? { storeId: pick(random, STORES) } : {}),
    ...(random() < 0.1 ? { pricePoints: pick(random, [2, 7, 20]) } : {}),
    ...(random() < 0.25 ? { quantity: pick(random, [1, 2, 2, 3]) } : {}),
  }
}

/** One thing for somebody, or for several people at once. */
function redeem(step: Step): readonly Flow[] {
  const { world, random } = step
  const rewardId = world.shop.mall.someReward(random)
  const wish = wishOf(step, rewardId)
  const people = random() < 0.25 ? world.people : [pick(random, world.people)]
  return people.map((person) => [redeeming(person, step.newKey(), { rewardId, ...wish })])
}

interface Wish {
  readonly rewardId: string
  readonly quantity?: number
  readonly slot?: string
}

function redeeming(person: Person, key: string, wish: Wish): Command {
  const { rewardId, quantity = 1, slot = null } = wish
  const said: SaidSpend = { kind: 'spend', member: person.member, rewardId, quantity, slotId: slot }
  const lie = (random: Random) =>
    redeeming(
      person,
      key,
      random() < 0.5 ? { ...wish, quantity: quantity + 1 } : { rewardId: pick(random, REWARD_IDS) },
    )
  return { ...asked(person, 'rewards.redeem', wish, key, said), lie }
}

async function ordersOf({ store }: World, { member: owner }: Person): Promise<readonly RewardUnit[]> {
  const find = { index: 'byOwner', equals: { owner }, order: 'descending', limit: ORDERS_AT_MOST } as const
  return (await store.find(rewardUnits, find)).items.filter(({ order }) => order !== null)
}

/** Something that is asked of an order; sometimes twice at once, and sometimes of one that is somebody else's. */
async function ofOrder(step: Step, person: Person, ask: (orderId: string) => Command): Promise<readonly Flow[]> {
  const { world, random } = step
  const orders = await ordersOf(world, random() < 0.9 ? person : pick(random, world.people))
  const waiting = orders.filter((order) => order.step === 'made' || order.step === 'packed' || order.step === 'sent')
  const order = pick(random, random() < 0.7 && waiting.length > 0 ? waiting : orders)
  if (!order && random() < 0.9) return []
  const orderId = order && random() < 0.97 ? order.orderId : '0123456789-nobody'
  return random() < 0.2 ? [[ask(orderId)], [ask(orderId)]] : [[ask(orderId)]]
}

function ofMember(person: Person, key: string, action: string, orderId: string, to: string): Command {
  const said = { kind: 'step', orderId, to, by: person.member } as const
  const lie = () => ofMember(person, key, action, '0123456789-nobody', to)
  return { ...asked(person, action, { orderId }, key, said), lie }
}

const STEPS = ['packed', 'packed', 'sent', 'sent', 'sent', 'received', 'missed', 'cancelled', 'returned']

function advancing(step: Step, orderId: string): Command {
  const { random } = step
  const to = pick(random, STEPS)
  const storeId = pick(random, STORES)
  const tracking = to === 'sent' && random() < 0.7 ? { tracking: `顺丰 SF${step.number}` } : {}
  const clerk = clerkOf(step, storeId)
  return taking(asStaff(clerk), step.newKey(), { storeId, orderId, to, ...tracking }, clerk.member)
}

interface Advance {
  readonly storeId: string
  readonly orderId: string
  readonly to: string
}

function taking(caller: Caller, key: string, input: Advance, by: string): Command {
  const said = { kind: 'step', orderId: input.orderId, to: input.to, by } as const
  const lie = () => taking(caller, key, { storeId: input.storeId, orderId: input.orderId, to: 'returned' }, by)
  return { ...atDoor(caller, { action: 'rewards.advance', input, key, said }), lie }
}

/** The code of an order that is held out at a counter; or one that is no order's. */
function handingOver(step: Step, orderId: string): Command {
  const { random } = step
  const storeId = pick(random, STORES)
  const clerk = clerkOf(step, storeId)
  const code = random() < 0.97 ? codeOf({ secrets }, orderId) : nonsenseCode(random)
  const said = { kind: 'step', orderId, to: 'received', by: clerk.member } as const
  const input = { storeId, code }
  return atDoor(asStaff(clerk), { action: 'rewards.hand-over', input, key: step.newKey(), said })
}
