import { writeByHand } from './by-hand'
import { type Ask, dataOf, type Programme } from './programme'

/** Five yuan off for whoever wants it, as an operator would write it. */
export const FIVE_OFF = {
  title: '五元券',
  kind: 'cash',
  discountFen: 500,
  stock: null,
  limitPerMember: 1,
  validity: { days: 30 },
  claimable: true,
} as const

export type TemplateDraft = Readonly<Record<string, unknown>>

/** Drafts a template and asks to publish it; whatever is answered. `undefined` takes a field out. */
export async function publishing(programme: Programme, id: string, draft: TemplateDraft) {
  const fields = Object.entries(draft).filter(([, value]) => value !== undefined)
  await writeByHand(programme, 'coupon_templates', { _id: id, ...Object.fromEntries(fields) })
  return programme.ops()('ops.publish', { kind: 'coupon_templates', id })
}

/** A template that is published, and its first stock made; in force for whoever asks. */
export async function publishTemplate(programme: Programme, id: string, given: TemplateDraft = {}): Promise<void> {
  dataOf(await publishing(programme, id, { ...FIVE_OFF, ...given }))
  programme.wait(10_000)
}

/** A coupon that a member has claimed. */
export async function claimed(ask: Ask, templateId: string): Promise<string> {
  return dataOf(await ask('coupons.claim', { templateId })).couponId
}

/** The code that a coupon shows at the counter. */
export async function codeShown(ask: Ask, couponId: string): Promise<string> {
  return dataOf(await ask('coupons.show', { couponId })).code
}
