import { MemoryStore } from '../../cloudfunctions/adapters/memory/memory-store'
import { seededRandom } from '../../cloudfunctions/kernel/seeded-random'
import { accounts, journal } from '../../cloudfunctions/modules/ledger/store'
import type { Store } from '../../cloudfunctions/platform/store'
import { faultyStore } from '../kit/faulty-store'
import { Programme } from '../kit/programme'
import { workOn } from '../kit/work-on'
import { type Answer, balances, type Design, derived, linesBeside, linesOnly, ours, rivalCollections } from './rivals'
import { ORDINARY, productCollections, Shop } from './shop'

const MILLION = 1_000_000
const FAULTS = { error: 40, lostReply: 40, late: 40 }
const NO_FAULTS = { error: 0, lostReply: 0, late: 0 }
const HELD_AT_FIRST = 1_500_000

/**
 * The commands of one history. Each has a digit of its own in its points, so that the balance tells how often each took
 * effect; of the three that spend, what is held pays for one.
 */
const COMMANDS = [-(MILLION + 1_000), -(MILLION + 10_000), -(MILLION + 100_000), 1, 10] as const
const DIGITS = [1_000, 10_000, 100_000, 1, 10] as const

/** What went wrong in histories; a history is counted once for each thing. */
export interface Anomalies {
  histories: number
  /** A command that was answered "done" is not in the balance, or not in the journal. */
  lost: number
  /** A command is in the balance or the journal twice. */
  doubled: number
  negative: number
  /** Balance and journal disagree. */
  apart: number
  /** No answer within the attempts a client makes. */
  unanswered: number
}

/** How often each command is in a balance, by its digit. */
function timesIn(balance: number): readonly number[] {
  const change = balance - HELD_AT_FIRST
  const earned = ((change % 1_000) + 1_000) % 1_000
  const spent = earned - change
  return DIGITS.map((digit) => Math.floor((digit < 1_000 ? earned : spent % MILLION) / digit) % 10)
}

interface Outcome {
  readonly balance: number
  readonly timesInJournal: readonly number[]
}

async function outcomeOf(design: Design, store: Store, member: string, keys: readonly string[]): Promise<Outcome> {
  if (design === ours) {
    const account = await store.get(accounts, `${member}.1`)
    const pages = await store.getMany(
      journal,
      Array.from({ length: account?.journalPage ?? 0 }, (_, page) => `${member}.1|${String(page).padStart(6, '0')}`),
    )
    const entries = [...pages.flatMap((page) => page.entries), ...(account?.tail ?? [])]
    const times = keys.map((key) => entries.filter((entry) => entry.key === key).length)
    return { balance: (account?.available ?? 0) - (account?.debt ?? 0), timesInJournal: times }
  }
  const lines = design === derived ? linesOnly : linesBeside
  const found = (await store.find(lines, { index: 'byMember', equals: { member }, limit: 100 })).items
  const times = keys.map((key) => found.filter(({ _id }) => _id === key).length)
  const summed = found.reduce((sum, { points }) => sum + points, 0)
  const held = design === derived ? summed : ((await store.get(balances, member))?.points ?? 0)
  return { balance: held, timesInJournal: times }
}

/** Concurrent histories of one design, each a member whose five commands come at once, some of them twice. */
export async function runHistories(design: Design, histories: number, isFaulty: boolean): Promise<Anomalies> {
  const memory = new MemoryStore()
  for (const collection of [...productCollections, ...rivalCollections]) await memory.createCollection(collection)
  const faulty = faultyStore(memory, isFaulty ? FAULTS : NO_FAULTS, 7)
  const programme = new Programme({ store: faulty.store, seed: 7 })
  const random = seededRandom(11)
  const seen: Anomalies = { histories, lost: 0, doubled: 0, negative: 0, apart: 0, unanswered: 0 }
  const batch = 50
  for (let at = 0; at < histories; at += batch) {
    const members = Array.from({ length: batch }, (_, nth) => `m${String(at + nth).padStart(6, '0')}`)
    await openAll(memory, members)
    const answers = await Promise.all(members.map((member) => runOne(design, programme, member, random)))
    await faulty.quiet()
    for (const [nth, member] of members.entries()) {
      const keys = COMMANDS.map((_, command) => `${member}|${command}`)
      tally(seen, answers[nth] ?? [], await outcomeOf(design, memory, member, keys))
    }
  }
  return seen
}

/** Everyone begins with the same points, in all three designs. */
async function openAll(store: Store, members: readonly string[]): Promise<void> {
  const shop = await Shop.open(store)
  for (const member of members) {
    await shop.addAccount(member, { ...ORDINARY, history: 1 }, HELD_AT_FIRST)
    await store.insert(balances, { _id: member, points: HELD_AT_FIRST })
    for (const lines of [linesBeside, linesOnly])
      await store.insert(lines, { _id: `${member}|first`, member, points: HELD_AT_FIRST, atMs: 0 })
  }
}

async function runOne(design: Design, programme: Programme, member: string, random: () => number): Promise<Answer[]> {
  const send = async (command: number): Promise<Answer> => {
    for (let wait = Math.floor(random() * 8); wait > 0; wait -= 1) await new Promise((resolve) => setImmediate(resolve))
    for (let attempt = 0; attempt < 40; attempt += 1) {
      const points = COMMANDS[command] ?? 0
      const answer = await design.change(workOn(programme), { member, key: `${member}|${command}`, points })
      if (answer !== 'again') return answer
    }
    return 'again'
  }
  return Promise.all(
    COMMANDS.map(async (_, command): Promise<Answer> => {
      // One delivery in four is doubled, as networks and platforms do.
      const both = await Promise.all(random() < 0.25 ? [send(command), send(command)] : [send(command)])
      return both.includes('done') ? 'done' : (both[0] as Answer)
    }),
  )
}

function tally(seen: Anomalies, answers: readonly Answer[], { balance, timesInJournal }: Outcome): void {
  const times = timesIn(balance)
  const done = answers.flatMap((answer, command) => (answer === 'done' ? [command] : []))
  if (done.some((command) => times[command] === 0 || timesInJournal[command] === 0)) seen.lost += 1
  if ([...times, ...timesInJournal].some((count) => count > 1)) seen.doubled += 1
  if (balance < 0) seen.negative += 1
  if (times.some((count, command) => count !== timesInJournal[command])) seen.apart += 1
  if (answers.includes('again')) seen.unanswered += 1
}
