import { MemoryStore } from '../../cloudfunctions/adapters/memory/memory-store'
import { seededRandom } from '../../cloudfunctions/kernel/seeded-random'
import { accounts } from '../../cloudfunctions/modules/ledger/store'
import type { Reply } from '../../cloudfunctions/platform/contract'
import { faultyStore } from '../kit/faulty-store'
import { assertLedgerHolds } from '../kit/ledger-holds'
import { type Ask, codeOf, dataOf, Programme } from '../kit/programme'
import { CalendarModel, WELCOME } from './checks/calendar-model'

interface Sent {
  readonly key: string
  readonly action: 'check-in.perform' | 'check-in.make-up'
  readonly input: Record<string, unknown>
  reply?: Reply
}

interface Actor {
  readonly ask: Ask
  readonly sent: Sent[]
}

/** A client as ours: the same key until there is an answer that is not "again". */
async function untilAnswered(actor: Actor, command: Sent): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const reply: Reply = await actor.ask(command.action, command.input as never, command.key)
    if (reply.ok || !reply.retryable) {
      // A second answer to one command must be the first.
      const isFirst = command.reply === undefined || !command.reply.ok
      if (!isFirst) expect({ ...reply, requestId: '' }).toEqual({ ...command.reply, requestId: '' })
      command.reply = isFirst ? reply : command.reply
      return
    }
  }
  throw new Error(`no answer to ${command.action} in 200 attempts`)
}

/** One seed: members who tap, tap twice, come back to old commands and make up days, on a store that fails. */
async function run(seed: number) {
  const random = seededRandom(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const faulty = faultyStore(new MemoryStore(), { error: 40, lostReply: 40, late: 40 }, seed)
  const programme = new Programme({ store: faulty.store, seed, at: '2026-01-29T20:00:00+08:00' })
  const members = Array.from(
    { length: 4 },
    (_, number): Actor => ({ ask: programme.member(`o-${seed}-${number}m`), sent: [] }),
  )
  const settled = async (work: () => Promise<Reply>) => {
    for (let attempt = 0; attempt < 200; attempt += 1) {
      const reply = await work()
      if (reply.ok || !reply.retryable) return reply
    }
    throw new Error('never settled')
  }
  await settled(() => programme.ops()('ops.init', {}, 'init'))
  await Promise.all(members.map(({ ask }) => settled(() => ask('members.join', { consentVersion: '1' }, 'join'))))
  for (let day = 0; day < 45; day += 1) {
    const actors = members.filter(() => random() < 0.8)
    await Promise.all(
      actors.flatMap((actor) => {
        const today: Sent = { key: programme.newKey(), action: 'check-in.perform', input: {} }
        const again: Sent = { key: programme.newKey(), action: 'check-in.perform', input: {} }
        const date = new Date(programme.nowMs + 8 * 3_600_000 - (1 + below(6)) * 86_400_000).toISOString().slice(0, 10)
        const late: Sent = { key: programme.newKey(), action: 'check-in.make-up', input: { date } }
        const old = actor.sent[below(actor.sent.length)]
        const fresh = [today, ...(random() < 0.3 ? [again] : []), ...(random() < 0.5 ? [late] : [])]
        actor.sent.push(...fresh)
        // Delivered twice, and an old command sent again, beside the new ones.
        return [...fresh, today, ...(old ? [old] : [])].map((command) => untilAnswered(actor, command))
      }),
    )
    programme.nowMs += 86_400_000
    if (random() < 0.2) programme.nowMs += 86_400_000
  }
  faulty.heal()
  await faulty.quiet()
  return { programme, members, fired: faulty.fired }
}

async function compareWithModel(actor: Actor): Promise<number> {
  const entries = []
  let cursor: string | undefined
  do {
    const page: { items: { seq: number; points: number; balance: number; title: string }[]; next: string | null } =
      dataOf(await actor.ask('points.statement', { limit: 50, ...(cursor ? { cursor } : {}) }))
    entries.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor)
  const model = new CalendarModel()
  let balance = WELCOME
  const done: { date: string; points: number; streakDays: number; balance: number }[] = []
  for (const { seq } of entries.reverse().slice(1)) {
    const { facts } = dataOf(await actor.ask('points.explain', { seq }))
    const { points, streakDays } = model.tick(String(facts.date))
    balance += points
    done.push({ date: String(facts.date), points, streakDays, balance })
  }
  // Every answered success is one of them, and each of them was answered to exactly one command.
  const answered = actor.sent.flatMap(({ reply }) => (reply?.ok ? [reply.data] : []))
  const byDate = (left: { date: string }, right: { date: string }) => (left.date < right.date ? -1 : 1)
  expect([...(answered as typeof done)].sort(byDate)).toEqual([...done].sort(byDate))
  expect(dataOf(await actor.ask('members.me', {})).points.available).toBe(balance)
  return done.length
}

const seeds = Array.from({ length: 12 }, (_, index) => 1_000 + index)
/** What happened over all seeds: a zero would mean that something was never tried. */
const seen: Record<string, number> = {}
const count = (what: string, times = 1) => {
  seen[what] = (seen[what] ?? 0) + times
}

test.each(seeds)('seed %i: operations, balances and streaks equal the calendar on the wall', async (seed) => {
  const { programme, members, fired } = await run(seed)
  for (const actor of members) {
    count('operations', await compareWithModel(actor))
    for (const { action, reply } of actor.sent) count(reply?.ok ? `${action} done` : codeOf(reply as Reply))
  }
  for (const [fault, times] of Object.entries(fired)) count(fault, times)
  expect(await programme.store.count(accounts, {})).toBe(4)
  await assertLedgerHolds(programme)
})

test('together the seeds have tried everything', () => {
  expect(Object.keys(seen).sort()).toEqual([
    'already_checked_in',
    'check-in.make-up done',
    'check-in.perform done',
    'error',
    'late',
    'lostReply',
    'no_make_up_left',
    'nothing_to_make_up',
    'operations',
  ])
  for (const fault of ['error', 'late', 'lostReply']) expect(seen[fault]).toBeGreaterThanOrEqual(100)
  expect(seen.operations).toBeGreaterThanOrEqual(1_000)
})
