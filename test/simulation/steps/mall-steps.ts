import { rebates } from '../../../cloudfunctions/modules/coupons/rebates/store'
import { rewardUnits } from '../../../cloudfunctions/modules/rewards/orders/store'
import type { Command } from '../world/doors'
import { RETIRABLE_TEMPLATES, REWARD_IDS, TEMPLATE_IDS } from '../world/mall'
import { at, pick } from '../world/random'
import { typeDraft } from '../world/shop'
import type { Flow, Step } from './flow'
import { atOps, publishing } from './operator-steps'

/** What operators do for the mall and with coupons while members are there. */
export const MALL_STEPS = [
  ['template', 4],
  ['reward', 4],
  ['more stock', 4],
  ['codes', 3],
  ['undo codes', 0.7],
  ['shipments', 2],
  ['grant coupons', 3],
  ['undo grant', 2],
  ['rebate', 2],
  ['decide rebate', 3],
  ['membership', 1],
] as const
export type MallStep = (typeof MALL_STEPS)[number][0]

const BY = { operator: 'op' }

export async function inMall(name: MallStep, step: Step): Promise<readonly Flow[]> {
  switch (name) {
    case 'template':
      return draft(step, 'coupon_templates', TEMPLATE_IDS, RETIRABLE_TEMPLATES)
    case 'reward':
      return draft(step, 'rewards', REWARD_IDS, REWARD_IDS)
    case 'more stock':
      return [[restocking(step)]]
    case 'codes':
      return importing(step, 'codes', ['商品编号,卡密', ...codeRows(step)])
    case 'shipments':
      return importing(step, 'shipments', ['兑换编号,快递单号', ...(await shipmentRows(step))])
    case 'undo codes':
      return undo(step, 'ops.undo-import', 'importId', step.world.shop.mall.imports)
    case 'grant coupons':
      return [[granting(step)]]
    case 'undo grant':
      return undo(step, 'ops.undo-grant', 'batchId', step.world.shop.mall.batches)
    case 'rebate':
      return [[rebating(step)]]
    case 'decide rebate':
      return deciding(step)
    case 'membership':
      return membership(step)
  }
}

/** A document edited and published, or taken out of force, with members in front of it. */
async function draft(
  step: Step,
  kind: 'coupon_templates' | 'rewards',
  ids: readonly string[],
  retirable: readonly string[],
): Promise<readonly Flow[]> {
  const { world, random } = step
  if (random() < 0.15) return [[atOps(step, 'ops.retire', { kind, id: pick(random, retirable) })]]
  const id = pick(random, ids)
  await typeDraft(world.store, kind, id, world.shop.mall.draft(kind, id, random, world.clock.nowMs))
  return publishing(step, kind, id)
}

/** A stock and what it is called where it is kept. */
function restocking(step: Step): Command {
  const { world, random, number } = step
  const slot = pick(random, world.shop.mall.slots)
  const [kind, id, sku] = pick(random, [
    ['coupon_templates', 'spring', 'cp|spring'],
    ['coupon_templates', 'swap', 'cp|swap'],
    ['rewards', 'mug', 'rw|mug'],
    ['rewards', 'hat', 'rw|hat'],
    ['reward_slots', `lesson_${slot?.slotId ?? 's1'}`, `rs|lesson_${slot?.slotId ?? 's1'}`],
  ] as const)
  const key = step.newKey()
  const of = (quantity: number): Command => {
    const said = { kind: 'restock', sku, quantity } as const
    const made = atOps(step, 'ops.restock', { kind, id, quantity, operator: `op${number}` }, { key, said })
    return { ...made, lie: () => of(quantity + 1) }
  }
  return of(1 + at(random, 3))
}

/** Codes of which some stood in an earlier file, or stand twice in this one; and now and then a line that is none. */
function codeRows({ world, random }: Step): readonly string[] {
  return Array.from({ length: 1 + at(random, 3) }, () => {
    const code = `GIFT-${at(random, 15)}`
    world.shop.mall.codes.add(code)
    return random() < 0.92 ? `ticket,${code}` : pick(random, ['ticket,', `mug,${code}`])
  })
}

async function shipmentRows({ world, random }: Step): Promise<readonly string[]> {
  const { items } = await world.store.find(rewardUnits, { index: 'byAt', order: 'descending', limit: 40 })
  const orders = items.filter(({ order }) => order?.handover === 'send')
  const some = orders.filter(() => random() < 0.5).map(({ orderId }) => orderId)
  return [...some, ...(random() < 0.2 ? ['0123456789-0123456789'] : [])].map((id, nth) => `${id},SF${nth}`)
}

function importing(step: Step, kind: string, rows: readonly string[]): readonly Flow[] {
  const { world } = step
  if (rows.length === 1) return []
  const fileId = `cloud://memory/${kind}-${step.number}.csv`
  world.wechat.files.set(fileId, Buffer.from(`\uFEFF${rows.join('\r\n')}\r\n`))
  const { imports } = world.shop.mall
  const hear = ({ importId }: { importId: string }) => {
    if (kind === 'codes' && !imports.includes(importId)) imports.push(importId)
  }
  return [[atOps(step, 'ops.import', { fileId, kind, ...BY }, { hear })]]
}

/** Turns something round that was begun; or something that there never was. */
function undo(step: Step, action: string, field: string, known: readonly string[]): readonly Flow[] {
  const id = step.random() < 0.9 ? pick(step.random, known) : 'of-nobody'
  const reason = action === 'ops.undo-grant' ? { reason: '送错了' } : {}
  return id === undefined ? [] : [[atOps(step, action, { [field]: id, ...reason, ...BY })]]
}

function granting(step: Step): Command {
  const { world, random } = step
  const { batches } = world.shop.mall
  const templateId = pick(random, TEMPLATE_IDS)
  const members = random() < 0.6 ? world.people.map(({ member }) => member) : [pick(random, world.people).member]
  const isAll = random() < 0.2
  const audience = isAll ? { all: true } : { memberIds: members }
  const hear = ({ batchId }: { batchId: string }) => {
    if (!batches.includes(batchId)) batches.push(batchId)
  }
  const said = { kind: 'grant', templateId, members: isAll ? [] : members } as const
  const input = { kind: 'coupon', id: templateId, audience, reason: '店庆', ...BY }
  return atOps(step, 'ops.grant', input, { hear, said })
}

function rebating(step: Step): Command {
  const { world, random } = step
  const memberId = pick(random, world.people).member
  const templateId = random() < 0.9 ? 'back' : pick(random, TEMPLATE_IDS)
  const key = step.newKey()
  const of = (amountFen: number): Command => ({
    ...atOps(step, 'ops.rebate', { memberId, templateId, amountFen, reason: '补偿', ...BY }, { key }),
    lie: () => of(amountFen + 1),
  })
  return of(pick(random, [50, 150, 2_000]))
}

/** Two operators who do not agree, in the same moment. */
async function deciding(step: Step): Promise<readonly Flow[]> {
  const { world, random } = step
  const { items } = await world.store.find(rebates, { index: 'byState', equals: { state: 'waiting' }, limit: 20 })
  const rebateId = random() < 0.95 ? pick(random, items)?._id : 'of-nobody'
  if (rebateId === undefined) return []
  const approved = [atOps(step, 'ops.approve-rebate', { rebateId, operator: random() < 0.9 ? 'boss' : 'op' })]
  const rejected = [atOps(step, 'ops.reject-rebate', { rebateId, reason: '重复', operator: 'boss' })]
  if (random() < 0.2) return [approved, rejected]
  return [random() < 0.8 ? approved : rejected]
}

function membership(step: Step): readonly Flow[] {
  const { world, random } = step
  const of = { memberId: pick(random, world.people).member, name: '茶友', reason: '补偿', ...BY }
  const granted = [atOps(step, 'ops.grant-membership', { ...of, days: 1 + at(random, 3) })]
  return random() < 0.7 ? [granted] : [[atOps(step, 'ops.revoke-membership', of)]]
}
