import { MemoryStore } from '../../cloudfunctions/adapters/memory/memory-store'
import { accounts } from '../../cloudfunctions/modules/ledger/store'
import { type Document, defineCollection } from '../../cloudfunctions/platform/store'
import { workOn } from '../kit/work-on'
import { bytesOf } from './counting-store'
import { type LocalCloudStore, localCloudStore } from './local-cloud-store'
import { type BenchedOperation, BUDGET, operations, STOCK } from './operations'
import { balances, designs, linesBeside, linesOnly, rivalCollections } from './rivals'
import { type Contestant, ratioOf, type Spread, spreadOf, timeRounds } from './rounds'
import { ORDINARY, productCollections, Shop } from './shop'

const MEMBERS = 32
const CALLERS = 8

interface Raw extends Document {
  readonly version: number
}

const raw = defineCollection<Raw>({ name: 'bench_raw', indexes: [...accounts.indexes] as never })
const rawIdOf = (member: number) => `raw${String(member).padStart(6, '0')}`

/** Everyone once, so many at a time. */
async function everyone(run: (member: number) => Promise<unknown>, callers = CALLERS): Promise<number> {
  let next = 0
  const caller = async () => {
    while (next < MEMBERS) await run(next++)
  }
  await Promise.all(Array.from({ length: callers }, caller))
  return MEMBERS
}

/** Members at every phase of the page flush, so that flushes fall on every round alike. */
async function openShop(on?: Pick<LocalCloudStore, 'store' | 'put'>): Promise<Shop> {
  const shop = await Shop.open(on?.store ?? new MemoryStore(), on?.put)
  await shop.addMembers(0, MEMBERS, (number) => ({ ...ORDINARY, history: 113 + number }))
  await shop.addStock(STOCK, 2_000)
  await shop.addBudget(BUDGET, 10_000_000)
  return shop
}

const contestantOf = (shop: Shop, operation: BenchedOperation, callers = CALLERS): Contestant => ({
  name: operation.name,
  round: () => {
    operation.before(shop)
    return everyone((member) => operation.run(shop, member), callers)
  },
  between: async () => operation.after?.(shop),
})

/** Calls of the bare SDK on documents as large as the accounts: reads and conditional updates. */
async function rawCalls({ sdk, put }: LocalCloudStore, shop: Shop) {
  const versions = new Map<number, number>()
  const made: Raw[] = []
  for (let member = 0; member < MEMBERS; member += 1) {
    const account = await shop.programme.store.get(accounts, `${shop.memberId(member)}.1`)
    if (!account) throw new Error('no account to copy')
    made.push({ ...account, _id: rawIdOf(member), member: rawIdOf(member), version: 0 } as unknown as Raw)
    versions.set(member, 0)
  }
  await put(raw, made)
  const collection = sdk.collection(raw.name)
  return {
    bytes: spreadOf(made.map(bytesOf)).median,
    read: async (member: number) => {
      const { data } = (await collection.where({ member: rawIdOf(member) }).get()) as { data: unknown[] }
      if (data.length !== 1) throw new Error('nothing read')
    },
    update: async (member: number, note: string) => {
      const version = versions.get(member) ?? 0
      versions.set(member, version + 1)
      const change = { data: { version: version + 1, ...(note ? { note } : {}) }, multi: false } as never
      const done = await collection.where({ _id: rawIdOf(member), version }).update(change)
      if ((done as unknown as { stats: { updated: number } }).stats.updated !== 1) throw new Error('nothing updated')
    },
  }
}

export interface Rate {
  readonly name: string
  readonly msEach: number
  readonly perSecond: number
  /** Of the rate of as many bare conditional updates. */
  readonly ofUpdates: Spread
  /** The same by processor time, SDK and local-cloud included, which a busy machine disturbs less. */
  readonly ofUpdatesInCpu: Spread
  /** Of the rate of as many bare reads and conditional updates as it makes, with a payload like its own. */
  readonly ofSameCalls: Spread
  readonly ofSameCallsInCpu: Spread
}

/** Rates through the SDK on local-cloud, in one process, with eight callers. */
export async function ratesOnLocalCloud(rounds: number): Promise<{ rates: Rate[]; documentBytes: number }> {
  const local = await localCloudStore([...productCollections, raw])
  try {
    const shop = await openShop(local)
    const bare = await rawCalls(local, shop)
    const payload = 'x'.repeat(700)
    const updates = (operation: BenchedOperation): Contestant => ({
      name: `updates: ${operation.name}`,
      round: () =>
        everyone(async (member) => {
          for (let call = 0; call < operation.goal; call += 1) await bare.update(member, '')
        }),
    })
    const sameCalls = (operation: BenchedOperation): Contestant => ({
      name: `same: ${operation.name}`,
      round: () =>
        everyone(async (member) => {
          for (let call = 0; call < operation.reads; call += 1) await bare.read(member)
          for (let call = operation.reads; call < operation.goal; call += 1) await bare.update(member, payload)
        }),
    })
    const contestants = operations.flatMap((operation) => [
      contestantOf(shop, operation),
      updates(operation),
      sameCalls(operation),
    ])
    const timed = await timeRounds(contestants, rounds)
    const rates = operations.map(({ name }): Rate => {
      const msEach = timed.get(name)?.msEach ?? Number.NaN
      return {
        name,
        msEach,
        perSecond: 1_000 / msEach,
        ofUpdates: ratioOf(timed, name, `updates: ${name}`),
        ofUpdatesInCpu: ratioOf(timed, name, `updates: ${name}`, 'cpuRounds'),
        ofSameCalls: ratioOf(timed, name, `same: ${name}`),
        ofSameCallsInCpu: ratioOf(timed, name, `same: ${name}`, 'cpuRounds'),
      }
    })
    return { rates, documentBytes: bare.bytes }
  } finally {
    await local.close()
  }
}

/** Processor time of each operation on the memory store, one after the other. */
export async function cpuInMemory(rounds: number): Promise<readonly { name: string; cpuMicros: number }[]> {
  const shop = await openShop()
  const timed = await timeRounds(
    operations.map((operation) => contestantOf(shop, operation, 1)),
    rounds,
  )
  return [...timed.values()].map(({ name, cpuMicrosEach }) => ({ name, cpuMicros: cpuMicrosEach }))
}

/** The three designs side by side, each adding and spending points of members with a history, one after the other. */
export async function designsSideBySide(history: number, rounds: number, isOnLocalCloud: boolean) {
  const local = isOnLocalCloud ? await localCloudStore([...productCollections, ...rivalCollections]) : null
  const members = 4
  try {
    const shop = await Shop.open(local?.store ?? new MemoryStore(), local?.put)
    const { store } = shop.programme
    await shop.addMembers(0, members, { ...ORDINARY, history })
    for (const collection of rivalCollections) await store.createCollection(collection)
    for (let number = 0; number < members; number += 1) {
      const member = shop.memberId(number)
      await store.insert(balances, { _id: member, points: history * 1_000 })
      for (const lines of [linesBeside, linesOnly]) {
        const past = Array.from({ length: history }, (_, nth) => ({
          _id: `${member}|past${nth}`,
          member,
          points: 1_000,
          atMs: 0,
        }))
        if (local) await local.put(lines, past)
        else for (const line of past) await store.insert(lines, line)
      }
    }
    let serial = 0
    const contestants = designs.map(
      (design): Contestant => ({
        name: design.name,
        round: async () => {
          const times = isOnLocalCloud || history > 5_000 ? 16 : 64
          shop.programme.nowMs += 24 * 3_600_000
          for (let time = 0; time < times; time += 1) {
            serial += 1
            const points = time % 2 === 0 ? 10 : -10
            const work = workOn(shop.programme)
            const key = `k${String(serial).padStart(8, '0')}`
            const answer = await design.change(work, { member: shop.memberId(time % members), key, points })
            if (answer !== 'done') throw new Error(`${design.name}: ${answer}`)
          }
          return times
        },
      }),
    )
    const timed = await timeRounds(contestants, rounds)
    const [first] = designs
    return designs.map(({ name }) => ({
      name,
      history,
      msEach: timed.get(name)?.msEach ?? Number.NaN,
      speedOfOurs: ratioOf(timed, first.name, name),
    }))
  } finally {
    await local?.close()
  }
}

/** A shop in which one thing has grown, and how many of its members are that old. */
interface Grown {
  readonly name: string
  readonly members: number
  readonly shop: () => Promise<Shop>
}

const CHECK_INS_PER_ROUND = 32

/** Processor time of a check-in as one thing grows: time is reported, and only calls and bytes are asserted. */
export async function growthInTime(rounds: number, kinds: readonly Grown[]) {
  const [checkIn] = operations
  if (!checkIn) throw new Error('no operation')
  const contestants: Contestant[] = []
  for (const { name, members, shop: open } of kinds) {
    const shop = await open()
    contestants.push({
      name,
      round: async () => {
        for (let day = 0; day < CHECK_INS_PER_ROUND / members; day += 1) {
          checkIn.before(shop)
          for (let member = 0; member < members; member += 1) await checkIn.run(shop, member)
        }
        return CHECK_INS_PER_ROUND
      },
    })
  }
  const timed = await timeRounds(contestants, rounds)
  const first = kinds[0]?.name ?? ''
  return kinds.map(({ name }) => ({
    name,
    msEach: timed.get(name)?.msEach ?? Number.NaN,
    timesAsLong: ratioOf(timed, first, name),
  }))
}
