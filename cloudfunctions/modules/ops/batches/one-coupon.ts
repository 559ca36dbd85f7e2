import { Refusal } from '../../../kernel/refusal'
import type { Work } from '../../../platform/context'
import { tellMember } from '../../../platform/messages'
import { issueCoupon, WALLET_PAGE, withdrawCoupon } from '../../coupons'
import { accountOf } from '../../ledger'
import { except, NOTHING, type Outcome } from './one-member'
import type { Batch, BatchException } from './store'

const opOf = ({ _id }: Batch, member: string) => `gr|${_id}|${member}`

/** Gives one member the batch's coupon, once, and tells them why. Who cannot have it does not get it later. */
export async function grantCoupon(
  work: Work,
  batch: Batch,
  member: string,
  known: BatchException | undefined,
): Promise<Outcome> {
  const skipped = { ...NOTHING, skipped: 1 }
  if (known) return skipped
  if (!batch.coupon) throw new Error(`batch ${batch._id} gives no coupon`)
  const { templateId, version, title } = batch.coupon
  const issuing = {
    templateId,
    version,
    op: opOf(batch, member),
    member,
    channel: 'granted',
    source: batch._id,
  } as const
  const issued = (await accountOf(work, member)) ? await issueCoupon(work, issuing) : null
  if (issued === null || issued instanceof Refusal) {
    const why = issued === null ? 'not_a_member' : 'sold_out'
    await except(work, batch, member, { what: 'not_granted', points: batch.points, why })
    return skipped
  }
  await tellMember(work, {
    id: `grant|${batch._id}|${member}`,
    member,
    kind: 'coupon_granted',
    title: '收到一张优惠券',
    text: `“${title}”：${batch.reason}。`,
    link: WALLET_PAGE,
  })
  return { ...NOTHING, granted: batch.points }
}

/** Takes the batch's coupon back from one member, unless it is spent. */
export async function withdrawFromOne(
  work: Work,
  batch: Batch,
  member: string,
  known: BatchException | undefined,
): Promise<Outcome> {
  const { points } = batch
  const outcome = known ? 'spent' : await withdrawCoupon(work, opOf(batch, member))
  if (outcome === 'never_issued') return NOTHING
  if (outcome === 'withdrawn') return { ...NOTHING, granted: points, takenBack: points }
  await except(work, batch, member, { what: 'not_taken_back', points, why: 'spent_or_ended' })
  return { ...NOTHING, granted: points, kept: points }
}
