import { Refusal, refuse } from '../../kernel/refusal'
import { nameOf, type StaffCaller, settingsOf } from '../../platform/context'
import type { ContextOf, Handlers } from '../../platform/module'
import { customerOf } from '../counter'
import { accountOf } from '../ledger'
import { memberAtCounter } from '../members'
import { previewFor, reasonsOf, rulesOn } from '../rules'
import { storeOf } from '../staff'
import type { contract } from './contract'
import { linesOf, problemOfLines } from './domain/lines'
import { factsOf } from './earned'
import { ORDER_PAID } from './order-rules'
import { problemOfMoment, termsOf } from './record'
import { orderSettings } from './settings'

type PreviewContext = ContextOf<(typeof contract)['orders.preview']> & { readonly caller: StaffCaller }
type PreviewInput = Parameters<Handlers<typeof contract>['orders.preview']>[1]

/** Who stood at the counter at a moment. Looking claims no code: that is for what is then recorded. */
async function customerAt(context: PreviewContext, { storeId, memberCode, memberId }: PreviewInput, atMs: number) {
  if (memberCode === undefined)
    return customerOf(context, {
      caller: context.caller,
      storeId,
      ...(memberId === undefined ? {} : { memberId }),
      atMs,
    })
  const member = await memberAtCounter(context, memberCode, nameOf(context.caller), atMs)
  return member instanceof Refusal ? member : { memberId: member._id }
}

/** The customer by what they showed when they paid, or show now, as recording the purchase would find them. */
async function buyerOf(context: PreviewContext, input: PreviewInput, paidAtMs: number) {
  const buyer = await customerAt(context, input, paidAtMs)
  if (!(buyer instanceof Refusal) || paidAtMs === context.nowMs) return buyer
  return customerAt(context, input, context.nowMs)
}

/** What a purchase would earn if it were recorded now. Nothing is. */
export async function previewOf(context: PreviewContext, input: PreviewInput) {
  const { storeId, amountFen, lines = null } = input
  const store = await storeOf(context, storeId)
  if (!store) return refuse('unauthorised')
  const wrong = problemOfLines(amountFen, lines)
  if (wrong) return wrong
  const doubt = await problemOfMoment(context, input.paidAtMs ?? null)
  if (doubt) return doubt
  const paidAtMs = Math.min(input.paidAtMs ?? context.nowMs, context.nowMs)
  const customer = await buyerOf(context, input, paidAtMs)
  if (customer instanceof Refusal) return customer
  const account = await accountOf(context, customer.memberId)
  if (!account) return refuse('not_a_member')
  const { earnExcludedCategories } = await settingsOf(context, orderSettings)
  const bought = {
    store: storeId,
    storeName: store.name,
    amountFen,
    lines: linesOf(amountFen, lines, earnExcludedCategories),
    paidAtMs,
    atMs: context.nowMs,
  }
  const inForce = await rulesOn(context, ORDER_PAID, { atMs: paidAtMs })
  const facts = await factsOf(context, inForce, bought, account)
  const happening = { event: ORDER_PAID, facts, atMs: paidAtMs, account, inForce }
  const previewed = await previewFor(context, happening)
  const { points } = previewed
  const { formula } = await reasonsOf(context, inForce, previewed.facts, previewed.decision)
  const { vestsOn } = await termsOf(context, paidAtMs)
  return { points, vestsOn: points === 0 ? null : vestsOn, formula }
}
