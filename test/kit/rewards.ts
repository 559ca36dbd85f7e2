import { writeByHand } from './by-hand'
import { dataOf, type Programme } from './programme'

/** Ten cups at thirty points, two a head, as an operator would write them. */
export const CUP = {
  title: '马克杯',
  kind: 'item',
  pricePoints: 30,
  stock: 10,
  limitPerMember: 2,
  onSaleFromMs: Date.parse('2026-03-01T00:00:00+08:00'),
  onSaleUntilMs: Date.parse('2026-12-31T00:00:00+08:00'),
} as const

export type RewardDraft = Readonly<Record<string, unknown>>

/** Drafts a reward and asks to publish it; whatever is answered. `undefined` takes a field out. */
export async function publishing(programme: Programme, id: string, draft: RewardDraft) {
  const fields = Object.entries(draft).filter(([, value]) => value !== undefined)
  await writeByHand(programme, 'rewards', { _id: id, ...Object.fromEntries(fields) })
  return programme.ops()('ops.publish', { kind: 'rewards', id })
}

/** A reward that is published, and its first stock made; in force for whoever asks. */
export async function publishReward(programme: Programme, id: string, given: RewardDraft = {}): Promise<void> {
  dataOf(await publishing(programme, id, { ...CUP, ...given }))
  programme.wait(10_000)
}

/** Where a member lives. */
export const HOME = {
  name: '林小梅',
  phone: '13800001234',
  region: '浙江省杭州市西湖区',
  detail: '文三路 90 号 3 幢 501',
}
