import { addDays, businessDateOf } from '../../cloudfunctions/kernel/business-date'
import { Refusal } from '../../cloudfunctions/kernel/refusal'
import { type Random, seededRandom } from '../../cloudfunctions/kernel/seeded-random'
import { modules } from '../../cloudfunctions/modules'
import { changeAccount, openAccount } from '../../cloudfunctions/modules/ledger/change'
import type { Account } from '../../cloudfunctions/modules/ledger/domain/account'
import type { Entry } from '../../cloudfunctions/modules/ledger/domain/entry'
import { type JournalPage, pageIdOf } from '../../cloudfunctions/modules/ledger/domain/journal'
import {
  accrual,
  addition,
  type ClawbackPolicy,
  clawback,
  deduction,
  hold,
  type Posting,
  redemption,
  unrewarded,
  untaken,
  voidRedemption,
} from '../../cloudfunctions/modules/ledger/domain/posting'
import { accounts, journal } from '../../cloudfunctions/modules/ledger/store'
import { registryOf } from '../../cloudfunctions/platform/module'
import { collections } from '../../cloudfunctions/platform/store'
import { Programme } from './programme'
import { workIn } from './spend'

const DAY_MS = 24 * 3_600_000

const POLICIES: readonly ClawbackPolicy[] = ['pending_only', 'within_balance', 'allow_debt']

function randomPosting(account: Account, today: string, random: Random, op: string): Posting | null {
  const below = (limit: number) => Math.floor(random() * limit)
  const cause = { op, ref: { kind: 'test', id: op }, trace: {} }
  const points = 1 + below(200)
  const earned = { points, on: today, expiresOn: addDays(today, below(20)) }
  const redeemed = account.tail.filter(({ kind }) => kind === 'redemption').at(-1)
  const [kind, policy] = [below(11), POLICIES[below(3)] ?? 'allow_debt']
  let posting: Posting | Refusal | null
  if (kind < 3) posting = accrual(cause, account, earned)
  else if (kind === 3) {
    const vestsOn = addDays(today, 1 + below(4))
    posting = hold(cause, account, { ...earned, vestsOn, expiresOn: addDays(vestsOn, below(12)) })
  } else if (kind === 4) posting = clawback(cause, account, { points, created: { lots: [], holds: [] }, policy })
  else if (kind === 5) posting = addition(cause, account, earned)
  else if (kind === 6) posting = deduction(cause, account, points)
  else if (kind === 7 && redeemed) {
    posting = voidRedemption(cause, account, redeemed, { today, endedUntil: addDays(today, 7) })
  } else if (kind === 8) posting = unrewarded(cause)
  else if (kind === 9) posting = untaken(cause)
  else posting = redemption(cause, account, points)
  return posting instanceof Refusal ? null : posting
}

/** Posts one random thing to a member's account now, if it is possible. */
async function postRandom(programme: Programme, member: string, random: Random, op: string): Promise<void> {
  const work = workIn(programme)
  await changeAccount(work, member, {
    command: { key: op, inputHash: op, madeAtMs: work.nowMs },
    decide: (account) => {
      const posting = randomPosting(account, work.today, random, op)
      return posting ? { posting } : new Refusal('impossible')
    },
    reply: () => null,
  })
}

export async function open(programme: Programme, member: string, points: number): Promise<void> {
  const work = workIn(programme)
  const on = work.today
  const cause = { op: `open|${member}`, ref: { kind: 'test', id: member }, trace: {} }
  const posting =
    points === 0
      ? null
      : accrual(
          cause,
          { available: 0, pending: 0, debt: 0, lots: [], holds: [] },
          { points, on, expiresOn: addDays(on, 30) },
        )
  const command = { key: `open-${member}`, inputHash: '' }
  await openAccount(work, { member, enrolment: 1, posting, command, atMs: work.nowMs })
}

/** So many days of members who join, earn, spend, and stay away for weeks; begun at one in the morning; `eachNight` runs at one after each. */
export async function liveDays(
  programme: Programme,
  life: { readonly days: number; readonly members: number; readonly seed: number; readonly perDay: number },
  eachNight: (date: string) => Promise<unknown>,
): Promise<void> {
  const random = seededRandom(life.seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const members: string[] = []
  for (let day = 0; day < life.days; day += 1) {
    const startMs = programme.nowMs
    const date = businessDateOf(startMs)
    const joining = day === 0 ? life.members / 2 : below(2) * Math.min(1, life.members - members.length)
    for (let count = 0; count < joining; count += 1) {
      // Ids are as good as random, so whoever joins stands between those that are there.
      const member = `m${String(below(1_000_000)).padStart(6, '0')}`
      if (members.includes(member)) continue
      members.push(member)
      await open(programme, member, below(3) * 50)
    }
    for (let count = 0; count < life.perDay; count += 1) {
      programme.nowMs += below(Math.floor((DAY_MS - 2 * 3_600_000) / life.perDay))
      // Some come often and some hardly ever.
      const member = members[below(1 + below(members.length))]
      if (member) await postRandom(programme, member, random, `op-${day}-${count}`)
    }
    programme.nowMs = startMs + DAY_MS
    await eachNight(date)
  }
}

/** Every entry of an account as it is stored, oldest first. */
export async function entriesOf(programme: Programme, account: Account): Promise<readonly Entry[]> {
  const entries: Entry[] = []
  for (let page = 0; page < account.journalPage; page += 1) {
    const held: JournalPage | null = await programme.store.get(journal, pageIdOf(account._id, page))
    entries.push(...(held?.entries ?? []))
  }
  return [...entries, ...account.tail]
}

export async function allAccounts(programme: Programme): Promise<readonly Account[]> {
  return (await programme.store.find(accounts, { index: 'byMember', limit: 1_000 })).items
}

/** A programme of its own with the same documents and the same clock, to be changed by a test. */
export async function copyOf(programme: Programme): Promise<Programme> {
  const copy = await Programme.start({ at: new Date(programme.nowMs).toISOString() })
  for (const collection of registryOf(modules).all(collections)) {
    const byId = { ...collection, indexes: [{ name: 'byId', fields: ['_id'] }] }
    const page = await programme.store.find(byId, { index: 'byId', limit: 1_000 })
    for (const document of page.items) {
      await copy.store.remove(collection, document._id)
      await copy.store.insert(collection, document)
    }
  }
  return copy
}
