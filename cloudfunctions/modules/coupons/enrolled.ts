import type { Work } from '../../platform/context'
import { accountOf } from '../ledger'

/**
 * The account of a member's present enrolment, known for five seconds; null for who is no member. Who may ask is looked
 * up like this: what is asked then costs no read for it.
 */
export async function enrolledAs(work: Work, memberId: string): Promise<string | null> {
  const name = `enrolled|${memberId}`
  const account = await work.recent.read(name, async () => (await accountOf(work, memberId))?._id ?? null)
  // Who joins is a member from that moment on.
  if (account === null) work.recent.forget(name)
  return account
}
