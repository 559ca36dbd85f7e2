import { type Refusal, refuse } from '../../kernel/refusal'
import type { Work } from '../../platform/context'
import { type Account, accountsPage, type Finding, storedAccountOf, verify } from '../ledger'
import { freezeFor } from './standing/findings'

const ACCOUNTS_PER_READ = 20
/** A slice ends with time to spare: reading one more page of accounts and their journals takes seconds at most. */
const STOP_BELOW_MS = 8_000

interface Verified {
  checked: number
  findings: ReturnType<typeof shown>[]
  next: string | null
}

function shown(member: string, finding: Finding, isFrozen: boolean) {
  const { account, entry, page, field, found, expected } = finding
  const place =
    page !== undefined && entry === undefined ? `账页 ${page}` : entry !== undefined ? `第 ${entry} 笔分录` : '账户'
  const values = expected === null ? `现为 ${found}，与封存时不符` : `现为 ${found ?? '缺失'}，应为 ${expected}`
  return {
    memberId: member,
    account,
    ...(entry === undefined ? {} : { entry }),
    ...(page === undefined ? {} : { page }),
    field,
    text: `${place}的 ${field} 被改动：${values}`.slice(0, 400) + (isFrozen ? '；账户已冻结' : ''),
    isFrozen,
  }
}

async function verifyAccounts(work: Work, accounts: readonly Account[]) {
  const findings: ReturnType<typeof shown>[] = []
  for (const account of accounts) {
    const found = await verify(work, account)
    if (found.length === 0) continue
    const isFrozen = await freezeFor(work, account, found)
    findings.push(...found.map((finding) => shown(account.member, finding, isFrozen)))
  }
  return findings
}

export async function verifyOne(work: Work, memberId: string): Promise<Verified | Refusal<'no_such_member'>> {
  const account = await storedAccountOf(work, memberId)
  if (!account) return refuse('no_such_member')
  return { checked: 1, findings: await verifyAccounts(work, [account]), next: null }
}

/** As many accounts as the time allows, from a cursor on. */
export async function verifyAll(work: Work, from: string | undefined): Promise<Verified> {
  const verified: Verified = { checked: 0, findings: [], next: from ?? null }
  do {
    const page = await accountsPage(work, ACCOUNTS_PER_READ, verified.next ?? undefined)
    verified.findings.push(...(await verifyAccounts(work, page.items)))
    verified.checked += page.items.length
    verified.next = page.next
  } while (verified.next !== null && work.timeLeftMs() > STOP_BELOW_MS)
  return verified
}
