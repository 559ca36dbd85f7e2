import { canonicalJson, type Json } from '../../../kernel/canonical-json'
import { sha256 } from '../../../kernel/digest'
import { Refusal, refuse } from '../../../kernel/refusal'
import type { Work } from '../../../platform/context'
import { type Account, changeStatus, type Finding, verify } from '../../ledger'

/** One text for one set of findings. An entry that moves from the tail to a page is still the same finding. */
export function digestOf(findings: readonly Finding[]): string {
  const places = findings.map(({ page, entry, ...rest }) =>
    entry === undefined ? { page, ...rest } : { entry, ...rest },
  )
  return sha256(canonicalJson(places as unknown as Json))
}

/**
 * Freezes the account that findings name, unless these very findings were accepted when it was unfrozen. Answers
 * whether it is frozen. The freeze's key follows from what was found: looking twice freezes once.
 */
export async function freezeFor(work: Work, account: Account, findings: readonly Finding[]): Promise<boolean> {
  if (account.status === 'frozen') return true
  // A version that a hand has spoilt cannot be raised, and a newer schema is not ours to write; on such an account the
  // ledger builds nothing anyway.
  if (!Number.isSafeInteger(account.version) || account.schema > 1) return false
  const before = account.statusChange?.key ?? ''
  const key = sha256(`verify|${account._id}|${before}|${digestOf(findings)}`)
  const outcome = await changeStatus(work, account.member, {
    command: { key, inputHash: key },
    async decide(current) {
      if (current._id !== account._id) return refuse('other_enrolment')
      if (current.status === 'frozen') return refuse('already_frozen')
      const found = await verify(work, current)
      if (found.length === 0) return refuse('nothing_found')
      // guard: accepted-findings
      if (current.statusChange?.accepted === digestOf(found)) return refuse('accepted')
      return { status: 'frozen', reason: '核对账本发现不一致', operator: '自动核对', accepted: '' }
    },
  })
  return outcome instanceof Refusal ? outcome.code === 'already_frozen' : true
}
