import { cutStore } from '../../../../test/kit/cut-store'
import { faultyStore } from '../../../../test/kit/faulty-store'
import { held } from '../../../../test/kit/held-store'
import { assertLedgerHolds } from '../../../../test/kit/ledger-holds'
import { codeOf, dataOf, joined, Programme } from '../../../../test/kit/programme'
import { bought, shopWith } from '../../../../test/kit/purchases'
import { MemoryStore } from '../../../adapters/memory/memory-store'
import type { Store } from '../../../platform/store'
import { accounts } from '../../ledger/store'
import { orders } from '../store'

const HEADING = '门店编号,订单号,会员卡号,金额元,付款时间'
const FILE = 'cloud://memory/orders.csv'
const by = { fileId: FILE, kind: 'orders', operator: '小王' }

interface Customer {
  readonly memberId: string
  readonly cardNo: string
}

/** A shop whose members have nothing yet, so that every point is from an order. */
async function shop(members: number, store: Store = new MemoryStore()) {
  const programme = await shopWith({ welcomePoints: 0, holdDays: 0 }, { store })
  const customers: Customer[] = []
  for (let at = 0; at < members; at += 1) {
    const { memberId, ask } = await joined(programme, `o-${at}`)
    customers.push({ memberId, cardNo: dataOf(await ask('members.me', {})).member.cardNo })
  }
  const put = (...rows: readonly string[]) =>
    programme.wechat.files.set(FILE, Buffer.from(`\uFEFF${[HEADING, ...rows].join('\r\n')}\r\n`))
  const total = async () => {
    const page = await store.find(accounts, { index: 'byMember', limit: 1_000 })
    return page.items.reduce((sum, account) => sum + account.available, 0)
  }
  return { programme, store, customers, put, total, ops: programme.ops() }
}

const cardOf = (customers: readonly Customer[], at: number) => customers[at % customers.length]?.cardNo ?? ''
const row = (cardNo: string, orderNo: string, yuan = '10.00', paidAt = '2026-03-09 12:00:00', storeId = 'west') =>
  [storeId, orderNo, cardNo, yuan, paidAt].join(',')

/** Lets the timer run until nothing is left to do. */
async function settle(programme: Programme, minutes = 5): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    programme.nowMs += 100_000
    await programme.tick()
  }
}

async function imported({ ops }: Pick<Awaited<ReturnType<typeof shop>>, 'ops'>, key = 'import-1') {
  const { importId } = dataOf(await ops('ops.import', by, key))
  if (importId === null) throw new Error('a run has an id')
  return importId
}

const BAD_ROWS: readonly (readonly [row: (card: string) => string, problem: string])[] = [
  [(card) => row(card, 'B-1', '10', undefined, 'nowhere'), '没有编号是“nowhere”的门店'],
  [(card) => row(card, '', '10'), '订单号要写 1 到 64 个字'],
  [(card) => row(card, 'x'.repeat(65), '10'), '订单号要写 1 到 64 个字'],
  [() => row('123456789', 'B-2'), '会员卡号要 10 位数字；用表格软件改过的，把这一列设成文本，开头的 0 才不会丢'],
  [() => row('0000000000', 'B-3'), '没有卡号是 0000000000 的会员'],
  [(card) => row(card, 'B-4', '-10'), '金额元要写成 36 或 36.50 这样，最多两位小数；退款请到柜台或收银系统办'],
  [(card) => row(card, 'B-5', '0'), '金额元要大于 0，不超过一千万'],
  [(card) => row(card, 'B-6', '10000000.01'), '金额元要大于 0，不超过一千万'],
  [(card) => row(card, 'B-7', '10', '昨天中午'), '付款时间要写成 2026-03-10 12:30:00 这样'],
  [(card) => row(card, 'B-8', '10', '2026-03-10 12:00:00'), '付款时间在将来'],
  [(card) => row(card, 'B-9', '10', '2025-12-09 23:59:59'), '付款时间太早，最多补记 90 天以前的'],
  [(card) => `west,"B-10,${card},10,2026-03-09 12:00`, '引号没有成对'],
  [(card) => `west,B"11",${card},10,2026-03-09 12:00`, '引号用得不对'],
  [() => 'west', '订单号要写 1 到 64 个字'],
]

describe('ops.import', () => {
  test('a dry run counts, adds up, shows what is wrong with which line, and records nothing', async () => {
    const there = await shop(2)
    const { programme, store, ops, customers, put, total } = there
    const card = cardOf(customers, 0)
    const bad = BAD_ROWS.map(([make]) => make(card))
    put(row(card, 'A-1', '36.50'), ...bad, '', row(card, 'A-2', '"1,000.00"'))
    const { importId, preview } = dataOf(await ops('ops.import', { ...by, dryRun: true }))
    expect(importId).toBeNull()
    expect(preview).toMatchObject({ rows: 16, good: 2, sums: { amountFen: 103_650 }, refused: 14, isWhole: true })
    expect(preview?.refusals.map(({ line, problem }) => [line, problem])).toEqual(
      BAD_ROWS.map(([, problem], at) => [at + 3, problem]),
    )
    expect([await store.count(orders, {}), await total()]).toEqual([0, 0])
    await assertLedgerHolds(programme)
  })

  test('records each good row once, tells every bad one with its line, and answers the same to the same key', async () => {
    const there = await shop(2)
    const { programme, store, ops, customers, put, total } = there
    const card = cardOf(customers, 0)
    put(
      row(card, 'A-1', '36.50'),
      ...BAD_ROWS.map(([make]) => make(card)),
      row(card, 'A-2', '10'),
      row(card, 'A-2', '10'),
    )
    await bought(programme, { memberId: customers[1]?.memberId ?? '', orderNo: 'A-9', amountFen: 500 })
    const importId = await imported(there)
    expect(await imported(there)).toBe(importId)
    const report = dataOf(await ops('ops.import-report', { importId }))
    // The second A-2 is the same order once more.
    expect(report).toMatchObject({
      state: 'done',
      progressBps: 10_000,
      rows: 17,
      done: 2,
      known: 1,
      refused: 14,
      sums: { amountFen: 4_650 },
      undo: null,
      next: null,
    })
    expect(report.refusals.map(({ line, problem }) => [line, problem])).toEqual(
      BAD_ROWS.map(([, problem], at) => [at + 3, problem]),
    )
    expect([await store.count(orders, {}), await total()]).toEqual([3, 36 + 10 + 5])
    const { items } = dataOf(await ops('ops.imports', {}))
    expect(items).toMatchObject([{ importId, state: 'done', operator: '小王', done: 2 }])
    await assertLedgerHolds(programme)
  })

  test('knows what the counter or an earlier file has recorded, and refuses other content', async () => {
    const there = await shop(2)
    const { programme, ops, customers, put, total } = there
    const [one, other] = [cardOf(customers, 0), cardOf(customers, 1)]
    await bought(programme, { memberId: customers[0]?.memberId ?? '', orderNo: 'A-1', amountFen: 1_000 })
    put(row(one, 'A-1', '10'), row(other, 'A-2', '20'), row(other, 'A-1', '10'), row(one, 'A-1', '10.01'))
    const first = await imported(there, 'import-1')
    const second = await imported(there, 'import-2')
    const shown = async (importId: string) => dataOf(await ops('ops.import-report', { importId }))
    expect(await shown(first)).toMatchObject({ done: 1, known: 1, refused: 2 })
    expect(await shown(second)).toMatchObject({ done: 0, known: 2, refused: 2 })
    const problem = '这个订单号已经记过，会员或金额和这一行不一样'
    expect((await shown(first)).refusals.map(({ line, problem: why }) => [line, why])).toEqual([
      [4, problem],
      [5, problem],
    ])
    expect(await total()).toBe(10 + 20)
    await assertLedgerHolds(programme)
  })

  test('refuses files that are not there, of other columns or another encoding, other kinds and another key', async () => {
    const { programme, ops, put } = await shop(1)
    const ask = (input: object, key?: string) => ops('ops.import', { ...by, ...input }, key)
    expect(codeOf(await ask({}))).toBe('no_such_file')
    expect(codeOf(await ask({ kind: 'members' }))).toBe('no_such_kind')
    const files: Record<string, [Buffer, string, object]> = {
      empty: [Buffer.from(''), 'wrong_columns', { missing: '门店编号' }],
      blank: [Buffer.from('\uFEFF\r\n\r\n'), 'wrong_columns', { missing: '门店编号' }],
      columns: [Buffer.from('a,b\n1,2'), 'wrong_columns', { missing: '门店编号' }],
      double: [Buffer.from(`${HEADING},orderNo\n`), 'wrong_columns', { double: '订单号' }],
      gbk: [Buffer.from([0xc3, 0xc5, 0xb5, 0xea, 0x2c, 0x0a]), 'not_utf8', {}],
      binary: [Buffer.alloc(300_000, 0xff), 'not_utf8', {}],
    }
    for (const [name, [bytes, code, params]] of Object.entries(files)) {
      programme.wechat.files.set(`cloud://memory/${name}`, bytes)
      expect({ name, ...(await ask({ fileId: `cloud://memory/${name}` })) }).toMatchObject({ name, code, params })
    }
    put()
    dataOf(await ask({}, 'import-1'))
    expect(codeOf(await ask({ operator: '小李' }, 'import-1'))).toBe('key_reused_with_other_input')
    expect(codeOf(await ops('ops.import-report', { importId: 'none' }))).toBe('no_such_import')
    expect(dataOf(await ops('ops.imports', {})).items).toMatchObject([{ rows: 0, state: 'done' }])
  })

  test('stops when the file is changed or gone in the middle, and says so', async () => {
    const there = await shop(3)
    const { programme, store, ops, customers, put } = there
    put(...Array.from({ length: 120 }, (_, at) => row(cardOf(customers, at), `A-${at}`)))
    const cut = cutStore(store)
    const ending = new Programme({ store: cut.store })
    ending.wechat.files.set(FILE, programme.wechat.files.get(FILE) as Uint8Array)
    cut.cutAfter(200)
    await ending.ops()('ops.import', by, 'import-1')
    put(row(cardOf(customers, 0), 'Z-1'))
    await settle(programme)
    const { items } = dataOf(await ops('ops.imports', {}))
    expect(items).toMatchObject([{ state: 'stopped', rows: 50, done: 50 }])
    const importId = items[0]?.importId ?? ''
    expect(dataOf(await ops('ops.import-report', { importId })).why).toBe('文件找不到了，或者导入到一半被换过')
    await assertLedgerHolds(programme)
  })

  test('under lost, late and failing calls, with functions that end in the middle, each row is done and undone once', async () => {
    for (const seed of [1, 2]) {
      const there = await shop(7)
      const { programme, store, ops, customers, put, total } = there
      const rows = Array.from({ length: 130 }, (_, at) =>
        at % 13 === 0 ? row('0000000000', `B-${at}`) : row(cardOf(customers, at), `A-${at}`),
      )
      put(...rows, row(cardOf(customers, 1), 'A-1'))
      const faulty = faultyStore(store, { error: 15, lostReply: 15, late: 15 }, seed)
      const cut = cutStore(faulty.store)
      const bad = new Programme({ store: cut.store, seed })
      bad.wechat.files.set(FILE, programme.wechat.files.get(FILE) as Uint8Array)
      /** Asks again and again while functions end, and lets the timer go on. */
      const badly = async (ask: () => Promise<unknown>) => {
        for (let time = 0; time < 30; time += 1) {
          cut.goOn()
          cut.cutAfter(20 + time * 5)
          await ask()
          bad.nowMs += 100_000
          await bad.tick().catch(() => null)
        }
        cut.goOn()
        await faulty.quiet()
        programme.nowMs = bad.nowMs
        await settle(programme)
      }
      await badly(() => bad.ops()('ops.import', by, 'import-1'))
      const importId = await imported(there)
      const counts = { rows: 131, done: 120, known: 1, refused: 10, sums: { amountFen: 120_000 } }
      expect(dataOf(await ops('ops.import-report', { importId }))).toMatchObject({ state: 'done', ...counts })
      expect([await store.count(orders, {}), await total()]).toEqual([120, 1_200])
      bad.nowMs = programme.nowMs
      await badly(() => bad.ops()('ops.undo-import', { importId, operator: '店长' }, 'undo-1'))
      expect(dataOf(await ops('ops.import-report', { importId }))).toMatchObject({
        state: 'undone',
        ...counts,
        undo: { count: 120, sums: { amountFen: 120_000, points: 1_200 } },
      })
      expect(await total()).toBe(0)
      expect(faulty.fired.lostReply).toBeGreaterThan(10)
      await assertLedgerHolds(programme)
    }
  }, 60_000)
})

describe('ops.undo-import', () => {
  test('takes back what the import was first to record, and nothing else', async () => {
    const there = await shop(3)
    const { programme, ops, customers, put, total } = there
    await bought(programme, { memberId: customers[0]?.memberId ?? '', orderNo: 'A-0', amountFen: 1_000 })
    put(...Array.from({ length: 60 }, (_, at) => row(cardOf(customers, at), `A-${at}`)))
    const importId = await imported(there)
    expect(await total()).toBe(600)
    const undo = (key: string) => ops('ops.undo-import', { importId, operator: '店长' }, key)
    for (const reply of await Promise.all([undo('undo-1'), undo('undo-1')])) expect(dataOf(reply)).toEqual({ importId })
    await settle(programme)
    expect(dataOf(await undo('undo-1'))).toEqual({ importId })
    expect(codeOf(await undo('undo-2'))).toBe('already_undone')
    expect(codeOf(await ops('ops.undo-import', { importId: 'none', operator: '店长' }))).toBe('no_such_import')
    expect(codeOf(await ops('ops.undo-import', { importId: 'none', operator: '店长' }, 'undo-1'))).toBe(
      'key_reused_with_other_input',
    )
    expect(dataOf(await ops('ops.import-report', { importId }))).toMatchObject({
      state: 'undone',
      undo: { operator: '店长', count: 59, sums: { amountFen: 59_000, points: 590 } },
    })
    expect(await total()).toBe(10)
    const { items } = dataOf(await programme.member('o-1')('points.statement', { limit: 1 }))
    expect(items).toMatchObject([{ kind: 'clawback', points: -10, title: '撤销在西湖店记错的消费 10.00 元' }])
    // What was wrong is put right and imported again, with what had been right; another time changes nothing more.
    put(row(cardOf(customers, 1), 'A-1', '12'), row(cardOf(customers, 2), 'A-2', '10'))
    for (const [key, counts] of [
      ['import-2', { done: 2, known: 0 }],
      ['import-3', { done: 0, known: 2 }],
    ] as const) {
      programme.nowMs += 60_000
      const again = await imported(there, key)
      expect(dataOf(await ops('ops.import-report', { importId: again }))).toMatchObject(counts)
    }
    expect(await total()).toBe(10 + 12 + 10)
    await assertLedgerHolds(programme)
  })

  test('begun while the last slice is written down, is not forgotten', async () => {
    const there = await shop(3)
    const { programme, store, ops, customers, put, total } = there
    put(...Array.from({ length: 30 }, (_, at) => row(cardOf(customers, at), `A-${at}`)))
    const slow = held(store, 'imports')
    const running = new Programme({ store: slow.store })
    running.wechat.files.set(FILE, programme.wechat.files.get(FILE) as Uint8Array)
    const importing = running.ops()('ops.import', by, 'import-1')
    await slow.reached
    const importId = dataOf(await ops('ops.imports', {})).items[0]?.importId ?? ''
    dataOf(await ops('ops.undo-import', { importId, operator: '店长' }))
    slow.release()
    dataOf(await importing)
    await settle(programme)
    expect(dataOf(await ops('ops.import-report', { importId }))).toMatchObject({
      state: 'undone',
      undo: { count: 30, sums: { amountFen: 30_000 } },
    })
    expect(await total()).toBe(0)
    await assertLedgerHolds(programme)
  })

  test('of one that is still running stops it, and leaves nothing of it', async () => {
    const there = await shop(3)
    const { programme, store, ops, customers, put, total } = there
    put(...Array.from({ length: 200 }, (_, at) => row(cardOf(customers, at), `A-${at}`)))
    const cut = cutStore(store)
    const ending = new Programme({ store: cut.store })
    ending.wechat.files.set(FILE, programme.wechat.files.get(FILE) as Uint8Array)
    cut.cutAfter(300)
    await ending.ops()('ops.import', by, 'import-1')
    const [open] = dataOf(await ops('ops.imports', {})).items
    expect(open).toMatchObject({ state: 'running' })
    expect(await total()).toBeGreaterThan(0)
    dataOf(await ops('ops.undo-import', { importId: open?.importId ?? '', operator: '店长' }))
    await settle(programme)
    expect(dataOf(await ops('ops.imports', {})).items).toMatchObject([{ state: 'undone' }])
    expect(await total()).toBe(0)
    await assertLedgerHolds(programme)
  })
})
