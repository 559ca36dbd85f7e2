import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { MemoryStore } from '../../cloudfunctions/adapters/memory/memory-store'
import { accounts } from '../../cloudfunctions/modules/ledger/store'
import { orders } from '../../cloudfunctions/modules/orders'
import type { Store } from '../../cloudfunctions/platform/store'
import { bytesOf } from '../bench/counting-store'
import { cutStore } from '../kit/cut-store'
import { assertLedgerHolds } from '../kit/ledger-holds'
import { dataOf, joined, type Programme } from '../kit/programme'
import { shopWith } from '../kit/purchases'

const FILE = 'cloud://memory/orders.csv'
const by = { fileId: FILE, kind: 'orders', operator: '小王' }
const HEADING = '门店编号,订单号,会员卡号,金额元,付款时间'

const MEMBERS = 40
const ORDERS = 5_000

async function shop(store: Store) {
  const programme = await shopWith({ welcomePoints: 0, holdDays: 0 }, { store })
  const cards: string[] = []
  for (let at = 0; at < MEMBERS; at += 1) {
    const { ask } = await joined(programme, `o-${at}`)
    cards.push(dataOf(await ask('members.me', {})).member.cardNo)
  }
  return { programme, cards }
}

const rowsFor = (cards: readonly string[], count: number) =>
  Array.from({ length: count }, (_, at) => {
    const day = String(1 + Math.floor((at * 9) / count)).padStart(2, '0')
    return `west,A-${at},${cards[at % cards.length]},${1 + (at % 50)}.00,2026-03-${day} 12:00:00`
  })

/** A store each of whose calls takes a while of the function's time. */
function slow(store: Store, wait: () => void): Store {
  return new Proxy(store, {
    get: (target, name) => {
      const value = target[name as keyof Store]
      if (typeof value !== 'function') return value
      const call = value.bind(target) as (...args: unknown[]) => Promise<unknown>
      return async (...args: unknown[]) => {
        wait()
        return call(...args)
      }
    },
  })
}

test('5,000 orders finish with progress shown, under a time limit and killed in the middle, each counted once', async () => {
  const store = new MemoryStore()
  const { programme, cards } = await shop(store)
  const file = Buffer.from(`${[HEADING, ...rowsFor(cards, ORDERS)].join('\n')}\n`)
  programme.wechat.files.set(FILE, file)
  const cut = cutStore(store)
  let running: Programme | null = null
  const instance = () => {
    const next = programme.another({ store: slow(cut.store, () => running?.wait(2)), timeLimitMs: 20_000 })
    next.wechat.files.set(FILE, file)
    running = next
    return next
  }
  const { importId } = dataOf(await instance().ops()('ops.import', by, 'import-1'))
  if (importId === null) throw new Error('a run has an id')
  const report = async () => dataOf(await programme.ops()('ops.import-report', { importId }))
  const progress = [(await report()).progressBps]
  for (let minute = 0; minute < 60 && (await report()).state === 'running'; minute += 1) {
    programme.nowMs += 100_000
    // Every other function is killed while it writes.
    cut.goOn()
    cut.cutAfter(minute % 2 === 0 ? 1_000 : Number.POSITIVE_INFINITY)
    await instance()
      .tick()
      .catch(() => null)
    progress.push((await report()).progressBps)
  }
  expect(await report()).toMatchObject({ state: 'done', rows: ORDERS, done: ORDERS, known: 0, refused: 0 })
  expect(progress.length).toBeGreaterThan(5)
  expect(progress.at(0)).toBeGreaterThan(0)
  expect([...progress].sort((one, other) => one - other)).toEqual(progress)
  expect(progress.at(-1)).toBe(10_000)

  const yuan = (ORDERS / 50) * ((50 * 51) / 2)
  expect((await report()).sums).toEqual({ amountFen: yuan * 100 })
  expect(await store.count(orders, {})).toBe(ORDERS)
  const page = await store.find(accounts, { index: 'byMember', limit: 1_000 })
  expect(page.items.reduce((sum, { available }) => sum + available, 0)).toBe(yuan)
  const [order] = (await store.find(orders, { index: 'byStore', equals: { store: 'west' }, limit: 1 })).items
  expect(bytesOf(order)).toBeLessThan(1_000)
  expect(Math.max(...page.items.map(bytesOf))).toBeLessThan(64 * 1_024)
  await assertLedgerHolds(programme)
}, 120_000)

test('a file of 100,000 lines is previewed without holding it', async () => {
  const { programme, cards } = await shop(new MemoryStore())
  const file = Buffer.from(`\uFEFF${[HEADING, ...rowsFor(cards, 100_000)].join('\r\n')}\r\n`)
  setFlagsFromString('--expose_gc')
  const collect = runInNewContext('gc') as () => void
  const asked: number[] = []
  const held: number[] = []
  programme.wechat.readFile = async (_, { fromByte, mostBytes }) => {
    asked.push(mostBytes)
    collect()
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    held.push(heapUsed + arrayBuffers)
    return fromByte > 0 && fromByte >= file.byteLength
      ? null
      : { bytes: Buffer.from(file.subarray(fromByte, fromByte + mostBytes)), totalBytes: file.byteLength }
  }
  const { preview } = dataOf(await programme.ops()('ops.import', { ...by, dryRun: true }))
  expect(preview).toMatchObject({ rows: 100_000, good: 100_000, refused: 0, lookedUp: 500, isWhole: true })
  expect(file.byteLength).toBeGreaterThan(5_000_000)
  // The file is read once, in parts, and what is held never grows by more than a few of them.
  expect(Math.max(...asked)).toBeLessThanOrEqual(256 * 1_024)
  expect(asked.length).toBeLessThan(file.byteLength / (256 * 1_024) + 5)
  // The middle of the readings: rows that were kept would pile up from part to part, what a worker's heap does beside it passes.
  const middle = [...held].sort((one, other) => one - other)[Math.floor(held.length / 2)] ?? 0
  expect(middle - (held[1] ?? 0)).toBeLessThan(3_000_000)
}, 60_000)
