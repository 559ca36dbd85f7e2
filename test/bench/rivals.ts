import { Refusal } from '../../cloudfunctions/kernel/refusal'
import { changeAccount } from '../../cloudfunctions/modules/ledger/change'
import { accrual, redemption } from '../../cloudfunctions/modules/ledger/domain/posting'
import type { Work } from '../../cloudfunctions/platform/context'
import { type Document, defineCollection, OutcomeUnknown, type Store } from '../../cloudfunctions/platform/store'

/** A change of one member's points, in any design: signed points under the key of its command. */
export interface Wanted {
  readonly member: string
  readonly key: string
  readonly points: number
}

/** `again` when its effect is not known: a client sends it once more, with the same key. */
export type Answer = 'done' | 'too_few' | 'again'

export interface Design {
  readonly name: string
  change(work: Work, wanted: Wanted): Promise<Answer>
}

interface Balance extends Document {
  readonly points: number
}

interface BareLine extends Document {
  readonly member: string
  readonly points: number
  readonly atMs: number
}

export const balances = defineCollection<Balance>({ name: 'bench_balances' })
/** The journal of the design with two documents, and that of the one which has nothing else. */
export const linesBeside = defineCollection<BareLine>({
  name: 'bench_lines_beside',
  indexes: [{ name: 'byMember', fields: ['member'] }],
})
export const linesOnly = defineCollection<BareLine>({
  name: 'bench_lines_only',
  indexes: [{ name: 'byMember', fields: ['member'] }],
})
export const rivalCollections = [balances, linesBeside, linesOnly] as const

const lineOf = ({ key, member, points }: Wanted, nowMs: number): BareLine => ({ _id: key, member, points, atMs: nowMs })

/** A write that failed is told to the client, who asks again: what a service without fences does. */
async function orAgain(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof OutcomeUnknown || (error as Error).name === 'Busy') return 'again'
    throw error
  }
}

export const ours: Design = {
  name: 'ours: balance and journal in one document',
  change: (work, { member, key, points }) =>
    orAgain(async () => {
      const outcome = await changeAccount<'done', 'insufficient_points'>(work, member, {
        command: { key, inputHash: '', madeAtMs: null },
        decide(account) {
          const cause = { op: `bench|${key}`, ref: { kind: 'check-in', id: '2026-03-10' }, trace: {} }
          if (points > 0) {
            return { posting: accrual(cause, account, { points, on: '2026-03-10', expiresOn: '2027-12-31' }) }
          }
          const posting = redemption(cause, account, -points)
          return posting instanceof Refusal ? posting : { posting }
        },
        reply: () => 'done',
      })
      if (!(outcome instanceof Refusal)) return outcome
      if (outcome.code === 'insufficient_points') return 'too_few'
      throw new Error(outcome.code)
    }),
}

/** Looks whether it was done, looks at the balance, and writes both: kindly, by adding, not by setting what it read. */
const twoDocuments: Design = {
  name: 'two documents, no fences',
  change: ({ store, nowMs }, wanted) =>
    orAgain(async () => {
      if (await store.get(linesBeside, wanted.key)) return 'done'
      const held = await store.get(balances, wanted.member)
      if ((held?.points ?? 0) + wanted.points < 0) return 'too_few'
      await store.update(balances, { _id: wanted.member }, { inc: { points: wanted.points } })
      await store.insert(linesBeside, lineOf(wanted, nowMs))
      return 'done'
    }),
}

/** The balance is the sum of the journal; the key is the line's id, so a command is there once. */
export const derived: Design = {
  name: 'derived: the balance is the sum of the journal',
  change: ({ store, nowMs }, wanted) =>
    orAgain(async () => {
      if ((await derivedBalance(store, wanted.member)) + wanted.points < 0) {
        return (await store.get(linesOnly, wanted.key)) ? 'done' : 'too_few'
      }
      await store.insert(linesOnly, lineOf(wanted, nowMs))
      return 'done'
    }),
}

async function derivedBalance(store: Store, member: string): Promise<number> {
  const [sum] = await store.aggregate(linesOnly, {
    equals: { member },
    groupBy: ['member'],
    sums: ['points'],
    limit: 1,
  })
  return sum?.sums.points ?? 0
}

export const designs = [ours, twoDocuments, derived] as const
