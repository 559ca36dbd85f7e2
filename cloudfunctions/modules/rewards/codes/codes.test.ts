import { held } from '../../../../test/kit/held-store'
import { assertLedgerHolds } from '../../../../test/kit/ledger-holds'
import { codeOf, dataOf, joined, Programme } from '../../../../test/kit/programme'
import { publishReward } from '../../../../test/kit/rewards'
import { withMembers } from '../../../../test/kit/settled'
import { workOn } from '../../../../test/kit/work-on'
import { registryOf } from '../../../platform/module'
import { collections } from '../../../platform/store'
import { modules } from '../..'
import { rewardUnits } from '../orders/store'
import { codeImport } from './code-import'
import { codeReveals } from './store'

const CARD = { kind: 'code', title: '礼品卡', stock: null, pricePoints: 10, limitPerMember: null }
const FILE = 'cloud://memory/codes.csv'
const CODES = ['GIFT-ALPHA-0001', 'GIFT-BETA-0002', 'GIFT-GAMMA-0003']
const by = { fileId: FILE, kind: 'codes', operator: '小王' }

async function kiosk(rows: readonly string[] = CODES.map((code) => `card,${code}`)) {
  const programme = await Programme.start()
  await publishReward(programme, 'card', CARD)
  await publishReward(programme, 'cup')
  const ops = programme.ops()
  const write = (lines: readonly string[], fileId = FILE) =>
    programme.wechat.files.set(fileId, Buffer.from(`\uFEFF${['商品编号,卡密', ...lines].join('\r\n')}\r\n`))
  write(rows)
  const imported = async (input: object = {}) => dataOf(await ops('ops.import', { ...by, ...input }))
  const report = async (importId: string | null) => dataOf(await ops('ops.import-report', { importId: importId ?? '' }))
  const count = (state: 'free' | 'claimed' | 'withdrawn') =>
    programme.store.count(rewardUnits, { sku: 'rw|card', state })
  return { programme, ops, write, imported, report, count }
}

async function bought(programme: Programme, openid = 'o-mei') {
  const { ask, memberId } = await joined(programme, openid)
  const { orderId, code } = dataOf(await ask('rewards.redeem', { rewardId: 'card' }))
  return { ask, memberId, orderId, code }
}

/** Every document there is, as the console shows it. */
async function everything(programme: Programme): Promise<string> {
  const pages = registryOf(modules)
    .all(collections)
    .map(({ name }) => {
      const byId = { name, indexes: [{ name: 'byId', fields: ['_id'] }], rule: { read: false, write: false } } as const
      return programme.store.find(byId, { index: 'byId', limit: 1_000 })
    })
  return JSON.stringify((await Promise.all(pages)).map(({ items }) => items))
}

describe('a pool', () => {
  test('is filled from a file, once however often it is imported, and sold out when it is empty', async () => {
    const { programme, imported, report, count } = await kiosk()
    const asked = { ...by, dryRun: true }
    expect(dataOf(await programme.ops()('ops.import', asked)).preview).toMatchObject({ rows: 3, good: 3, refused: 0 })
    expect(await count('free')).toBe(0)
    const { importId } = await imported()
    expect(await report(importId)).toMatchObject({ state: 'done', done: 3, refused: 0 })
    expect(await count('free')).toBe(3)
    const members = await withMembers(20, programme)
    const replies = await Promise.all(
      members.map((_, nth) => programme.member(`o-${nth}m`)('rewards.redeem', { rewardId: 'card' })),
    )
    expect(replies.filter((reply) => reply.ok)).toHaveLength(3)
    expect(replies.filter((reply) => !reply.ok && reply.code === 'sold_out')).toHaveLength(17)
    expect([await count('free'), await count('claimed')]).toEqual([0, 3])
    programme.wait(2 * 60_000)
    await programme.tick()
    await assertLedgerHolds(programme)
  })

  test('takes no double, no empty one and none of another reward: each is refused by its line, and says nothing of it', async () => {
    const { imported, report, count, write } = await kiosk([
      'card,GIFT-ALPHA-0001',
      'card,',
      'card,GIFT-ALPHA-0001',
      'cup,GIFT-CUP-1',
      'pot,GIFT-POT-1',
      `card,${'x'.repeat(201)}`,
      'a card,GIFT-BAD-1',
      'card,"GIFT-QUOTED, 0004"',
      'card,GIFT-BETA-0002',
    ])
    const first = await report((await imported()).importId)
    expect(first.refusals.map(({ line, problem }) => [line, problem])).toEqual([
      [3, '卡密空着'],
      [4, '和第 2 行重复'],
      [5, '商品“cup”不是卡密'],
      [6, '没有编号是“pot”的商品，或者还没有发布'],
      [7, '卡密最多 200 个字，不能有换行'],
      [8, '商品编号的写法不对'],
    ])
    expect(first.refusals.map(({ text }) => text)).toEqual(Array(6).fill(''))
    expect(await count('free')).toBe(3)
    write(['card,GIFT-BETA-0002', 'card,GIFT-NEW-0005'], 'cloud://memory/more.csv')
    const second = await report((await imported({ fileId: 'cloud://memory/more.csv' })).importId)
    expect(second).toMatchObject({ done: 1, refusals: [{ line: 2, text: '', problem: '这个卡密之前已经导入过' }] })
    expect(await count('free')).toBe(4)
  })

  test('gives back what nobody has when its import is undone, and takes it again', async () => {
    const { programme, ops, imported, report, count, write } = await kiosk()
    const { importId } = await imported()
    const { ask, orderId } = await bought(programme)
    dataOf(await ops('ops.undo-import', { importId: importId ?? '', operator: '店长' }))
    expect(await report(importId)).toMatchObject({ state: 'undone', undo: { count: 2 } })
    expect([await count('free'), await count('claimed'), await count('withdrawn')]).toEqual([0, 1, 2])
    expect(CODES).toContain(dataOf(await ask('rewards.reveal', { orderId })).code)
    expect(codeOf(await ask('rewards.redeem', { rewardId: 'card' }))).toBe('sold_out')
    write(
      CODES.map((code) => `card,${code}`),
      'cloud://memory/again.csv',
    )
    const again = await report((await imported({ fileId: 'cloud://memory/again.csv' })).importId)
    expect(again).toMatchObject({ done: 2, refused: 1 })
    expect([await count('free'), await count('claimed')]).toEqual([2, 1])
  })

  test('a code that another import brought back, and somebody has, is not put back by one that comes late', async () => {
    const { programme, ops, imported, count } = await kiosk(CODES.slice(0, 1).map((code) => `card,${code}`))
    const { importId } = await imported()
    dataOf(await ops('ops.undo-import', { importId: importId ?? '', operator: '店长' }))
    const slow = held(programme.store, 'reward_units')
    const elsewhere = new Programme({ store: slow.store })
    const late = codeImport.carryOut(
      workOn(elsewhere),
      { rewardId: 'card', code: CODES[0] ?? '' },
      { importId: 'late', askedAtMs: 0, line: 2 },
    )
    await slow.reached
    await codeImport.carryOut(
      workOn(programme),
      { rewardId: 'card', code: CODES[0] ?? '' },
      { importId: 'first', askedAtMs: 0, line: 2 },
    )
    await bought(programme)
    slow.release()
    expect(await late).toEqual({ problem: '这个卡密之前已经导入过' })
    expect([await count('free'), await count('claimed')]).toEqual([0, 1])
  })

  test('that runs low is told to operators, and is no longer when it is filled', async () => {
    const { programme, ops, imported, write } = await kiosk()
    await imported()
    const findings = async () => {
      programme.wait(60_000)
      await programme.tick()
      return dataOf(await ops('ops.doctor', {})).findings
    }
    expect(await findings()).toEqual([{ where: 'rewards', path: 'card', text: '卡密快发完了：“礼品卡”只剩 3 个' }])
    expect(dataOf(await ops('ops.code-pools', {})).items).toEqual([
      { rewardId: 'card', title: '礼品卡', left: 3, isLow: true },
    ])
    write(
      Array.from({ length: 30 }, (_, nth) => `card,MORE-${nth}`),
      'cloud://memory/more.csv',
    )
    await imported({ fileId: 'cloud://memory/more.csv' })
    expect(await findings()).toEqual([])
    expect(dataOf(await ops('ops.code-pools', {})).items).toMatchObject([{ left: 33, isLow: false }])
    expect(codeOf(await ops('ops.code-pools', { cursor: 'x' }))).toBe('invalid_input')
  })
})

describe('a code', () => {
  test('is shown to its member once, and to the same key for ever', async () => {
    const { programme, imported } = await kiosk()
    await imported()
    const { ask, orderId, code } = await bought(programme)
    // The redemption itself shows nothing: it is the member who asks to see it.
    expect(code).toBeUndefined()
    const order = async () => dataOf(await ask('rewards.order', { orderId }))
    expect((await order()).secret).toEqual({ shownAtMs: null })
    const reveal = (key: string) => ask('rewards.reveal', { orderId }, key)
    const replies = await Promise.all(Array.from({ length: 20 }, (_, nth) => reveal(`k-${nth}`)))
    const at = replies.findIndex((reply) => reply.ok)
    expect(replies.filter((reply) => reply.ok)).toHaveLength(1)
    expect(replies.filter((reply) => !reply.ok && reply.code === 'already_shown')).toHaveLength(19)
    const shown = dataOf(await reveal(`k-${at}`))
    expect(shown).toMatchObject({ orderId, title: '礼品卡', code: expect.stringMatching(/^GIFT-/) })
    programme.advanceDays(400)
    expect(dataOf(await reveal(`k-${at}`))).toEqual(shown)
    expect(await order()).toMatchObject({
      state: 'received',
      isCancellable: false,
      secret: { shownAtMs: expect.any(Number) },
    })
    expect(codeOf(await ask('rewards.cancel', { orderId }))).toBe('too_late_to_cancel')
  })

  test('is one member’s: of two who redeem each has another, and neither is shown to anybody else', async () => {
    const { programme, imported } = await kiosk()
    await imported()
    const [mei, lan] = [await bought(programme, 'o-mei'), await bought(programme, 'o-lan')]
    for (const orderId of [mei.orderId, 'nothing'])
      expect(codeOf(await lan.ask('rewards.reveal', { orderId }))).toBe('no_such_order')
    const codes = [
      dataOf(await mei.ask('rewards.reveal', { orderId: mei.orderId }, 'k-1')).code,
      dataOf(await lan.ask('rewards.reveal', { orderId: lan.orderId })).code,
    ]
    expect(new Set(codes).size).toBe(2)
    const other = dataOf(await mei.ask('rewards.redeem', { rewardId: 'cup' }))
    expect(codeOf(await mei.ask('rewards.reveal', { orderId: other.orderId }))).toBe('no_code')
    expect(codeOf(await mei.ask('rewards.reveal', { orderId: other.orderId }, 'k-1'))).toBe(
      'key_reused_with_other_input',
    )
  })

  test('is shown to an operator with a record of who wanted it why, the same to the same key', async () => {
    const { programme, ops, imported } = await kiosk()
    await imported()
    const { ask, memberId, orderId } = await bought(programme)
    const { code } = dataOf(await ask('rewards.reveal', { orderId }))
    const why = { orderId, reason: '会员没有保存', operator: '小王' }
    const reveal = () => ops('ops.reveal-code', why, 'k-1')
    for (const reply of await Promise.all([reveal(), reveal()]))
      expect(dataOf(reply)).toEqual({ orderId, title: '礼品卡', code, memberId })
    const records = await programme.store.find(codeReveals, { index: 'byOrder', equals: { order: orderId }, limit: 10 })
    expect(records.items).toMatchObject(
      [{ ...why, orderId: undefined, order: orderId, caller: 'operator' }].map(({ orderId: _, ...record }) => record),
    )
    expect(codeOf(await ops('ops.reveal-code', { ...why, reason: '别的' }, 'k-1'))).toBe('key_reused_with_other_input')
    const other = dataOf(await ask('rewards.redeem', { rewardId: 'cup' }))
    expect(codeOf(await ops('ops.reveal-code', { ...why, orderId: other.orderId }))).toBe('no_code')
    expect(codeOf(await ops('ops.reveal-code', { ...why, orderId: 'nothing' }))).toBe('no_such_order')
    for (const blank of [{ reason: '' }, { operator: ' ' }])
      expect(codeOf(await ops('ops.reveal-code', { ...why, ...blank }))).toBe('invalid_input')
    expect(await programme.store.count(codeReveals, {})).toBe(1)
  })

  test('stands nowhere in clear: in no document, log, list, statement, message, preview or report', async () => {
    const { programme, ops, imported, report } = await kiosk([
      ...CODES.map((code) => `card,${code}`),
      `card,${CODES[0]}`,
    ])
    const preview = dataOf(await ops('ops.import', { ...by, dryRun: true }))
    const { importId } = await imported()
    const { ask, memberId, orderId } = await bought(programme)
    const { code } = dataOf(await ask('rewards.reveal', { orderId }))
    dataOf(await ops('ops.reveal-code', { orderId, reason: '没有保存', operator: '小王' }))
    programme.wait(2 * 60_000)
    await programme.tick()
    const lists = [
      preview,
      await report(importId),
      dataOf(await ops('ops.imports', {})),
      dataOf(await ops('ops.doctor', {})),
      dataOf(await ops('ops.statement', { memberId })),
      dataOf(await ops('ops.code-pools', {})),
      dataOf(await ask('rewards.list', {})),
      dataOf(await ask('rewards.view', { rewardId: 'card' })),
      dataOf(await ask('rewards.orders', {})),
      dataOf(await ask('rewards.order', { orderId })),
      dataOf(await ask('points.statement', {})),
      dataOf(await ask('inbox.list', {})),
    ]
    const all = (await everything(programme)) + JSON.stringify([programme.log, lists])
    expect(CODES).toContain(code)
    expect(all).toContain(orderId)
    for (const clear of CODES) expect(all).not.toContain(clear)
    for (const clear of CODES) expect(all).not.toContain(Buffer.from(clear).toString('base64').slice(0, 16))
  })
})
