import { Refusal, refuse } from '../../kernel/refusal'
import { nameOf, type StaffCaller, settingsOf } from '../../platform/context'
import type { ContextOf, Handlers } from '../../platform/module'
import { customerOf } from '../counter'
import { accountOf } from '../ledger'
import { memberAtCounter } from '../members'
import { reasonsOf, rulesOn } from '../rules'
import { storeOf } from '../staff'
import type { contract } from './contract'
import { linesOf, problemOfLines } from './domain/lines'
import { earnedBy } from './earned'
import { ORDER_PAID } from './order-rules'
import { termsOf } from './record'
import { orderSettings } from './settings'

type PreviewContext = ContextOf<(typeof contract)['orders.preview']> & { readonly caller: StaffCaller }
type PreviewInput = Parameters<Handlers<typeof contract>['orders.preview']>[1]

/** Who stands at the counter. Looking claims no code: that is for what is then recorded. */
async function customerAt(context: PreviewContext, { storeId, memberCode, memberId }: PreviewInput) {
  if (memberCode === undefined)
    return customerOf(context, {
      caller: context.caller,
      storeId,
      ...(memberId === undefined ? {} : { memberId }),
      atMs: context.nowMs,
    })
  const member = await memberAtCounter(context, memberCode, nameOf(context.caller))
  return member instanceof Refusal ? member : { memberId: member._id }
}

/** What a purchase would earn now. Nothing is recorded. */
export async function previewOf(context: PreviewContext, input: PreviewInput) {
  const { storeId, amountFen, lines = null } = input
  const store = await storeOf(context, storeId)
  if (!store) return refuse('unauthorised')
  const wrong = problemOfLines(amountFen, lines)
  if (wrong) return wrong
  const customer = await customerAt(context, input)
  if (customer instanceof Refusal) return customer
  const account = await accountOf(context, customer.memberId)
  if (!account) return refuse('not_a_member')
  const { earnExcludedCategories } = await settingsOf(context, orderSettings)
  const bought = {
    store: storeId,
    storeName: store.name,
    amountFen,
    lines: linesOf(amountFen, lines, earnExcludedCategories),
    paidAtMs: context.nowMs,
  }
  const inForce = await rulesOn(context, ORDER_PAID)
  const { points, facts, decision } = await earnedBy(context, inForce, bought, account)
  const { formula } = await reasonsOf(context, inForce, facts, decision)
  const { vestsOn } = await termsOf(context, context.nowMs)
  return { points, vestsOn: points === 0 ? null : vestsOn, formula }
}
