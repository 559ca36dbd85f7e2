import { sha256 } from '../../../kernel/digest'
import { Refusal } from '../../../kernel/refusal'
import type { Work } from '../../../platform/context'
import { type Account, changeAccount, type EntryTitle, unrewarded } from '../../ledger'

/** What an entry of a gift says of it, for the statement. */
interface GiftTrace {
  readonly title: string
}

interface Gift extends GiftTrace {
  readonly op: string
  readonly member: string
  readonly refKind: string
}

type Changed = Partial<Pick<Account, 'rooms' | 'limits'>>

/**
 * Changes what an account has of tiers, once for each op: the entry that says so is the same write, and is found again. Who
 * has left meanwhile has no account to change.
 */
export async function recordGift(work: Work, gift: Gift, change: (account: Account) => Changed): Promise<void> {
  const { op, member, refKind, title } = gift
  const outcome = await changeAccount(work, member, {
    command: { key: sha256(`gift|${op}`), inputHash: '', madeAtMs: null },
    decide: (account) => ({
      posting: unrewarded({ op: `gf|${op}`, ref: { kind: refKind, id: sha256(op).slice(0, 16) }, trace: { title } }),
      marks: change(account),
    }),
    reply: () => null,
  })
  // An account that a hand has touched is put right some day: until then whoever gives comes back.
  if (outcome instanceof Refusal && outcome.code !== 'not_a_member') throw new Error(`${op} waits: ${outcome.code}`)
}

/** What the entry of a gift is called in a statement. */
export function giftTitle(refKind: string): EntryTitle {
  return { refKind, title: ({ trace }) => (trace as unknown as GiftTrace).title }
}
