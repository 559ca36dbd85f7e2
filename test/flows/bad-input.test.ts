import { modules } from '../../cloudfunctions/modules'
import { accounts } from '../../cloudfunctions/modules/ledger/store'
import type { Action, Audience } from '../../cloudfunctions/platform/contract'
import { registryOf } from '../../cloudfunctions/platform/module'
import { collections } from '../../cloudfunctions/platform/store'
import { writeByHand } from '../kit/by-hand'
import { publishTemplate } from '../kit/coupons'
import { type Ask, codeOf, dataOf, joined, Programme } from '../kit/programme'
import { publishReward } from '../kit/rewards'
import { hire, openStore } from '../kit/stores'

const actions = modules.flatMap((module) => Object.entries(module.contract))

/** An input that each action takes as it stands; a new action without one fails the suite. */
const GOOD: Record<string, Record<string, unknown>> = {
  'points.statement': { limit: 5 },
  'points.expiring': {},
  'points.recover': { expiredOn: '2026-03-09' },
  'points.explain': { seq: 1 },
  'members.programme': {},
  'members.join': { consentVersion: '1', nickname: '小梅', birthday: '02-29', shareCode: 'poster-7' },
  'members.me': {},
  'members.update': { nickname: '小梅', birthday: '12-31', avatarFileId: 'cloud://env.bucket/a.png' },
  'members.card': {},
  'members.bind-phone': { code: 'wx-code' },
  'staff.accept': { code: '0'.repeat(20), name: '小林' },
  'staff.me': {},
  'tiers.mine': {},
  'benefits.use': { storeId: 'store-1', memberCode: '0'.repeat(20), benefitId: 'coffee' },
  'members.scan': { storeId: 'store-1', memberCode: '0'.repeat(20) },
  'members.look-up': { storeId: 'store-1', phoneTail: '1234' },
  'members.looked-up': { storeId: 'store-1', requestId: 'some-request' },
  'orders.requests': {},
  'orders.confirm-member': { requestId: 'some-request' },
  'sharing.create': { storeId: 'store-1', target: { kind: 'store', id: 'store-1' }, title: '春茶到了' },
  'sharing.picture': { storeId: 'store-1', shareCode: 'a_B-9', fileId: 'cloud://env.bucket/share-cards/a.jpg' },
  'sharing.poster': { storeId: 'store-1', shareCode: 'a_B-9' },
  'sharing.report': { storeId: 'store-1', cursor: 'WyJ4IiwieCJd', limit: 5 },
  'sharing.open': { shareCode: 'a_B-9' },
  'referrals.status': {},
  'referrals.open': { shareCode: 'a_B-9' },
  'check-in.status': {},
  'check-in.perform': {},
  'check-in.make-up': { date: '2026-03-09' },
  'points.receipt': { seq: 1 },
  'orders.list': { limit: 5 },
  'orders.record': {
    storeId: 'store-1',
    orderNo: 'A-1',
    memberId: 'someone',
    amountFen: 3_600,
    lines: [{ lineId: 'tea', amountFen: 3_600, category: '茶' }],
    paidAtMs: 1_773_100_000_000,
  },
  'orders.refund': {
    storeId: 'store-1',
    orderNo: 'A-1',
    refundNo: 'R-1',
    amountFen: 100,
    lines: [{ lineId: 'tea', amountFen: 100 }],
  },
  'orders.undo': { storeId: 'store-1', orderNo: 'A-1' },
  'orders.preview': { storeId: 'store-1', memberId: 'someone', amountFen: 3_600 },
  'orders.today': { storeId: 'store-1', limit: 5 },
  'orders.find': { storeId: 'store-1', orderNo: 'A-1' },
  'orders.explain': { storeId: 'store-1', orderNo: 'A-1' },
  'rewards.list': { limit: 5, category: '器物' },
  'rewards.categories': {},
  'rewards.view': { rewardId: 'cup' },
  'rewards.redeem': {
    rewardId: 'cup',
    quantity: 2,
    address: { name: '林小梅', phone: '13800001234', region: '浙江省杭州市', detail: '文三路 90 号' },
    slot: 'sat-10',
    storeId: 'west',
    pricePoints: 30,
  },
  'rewards.orders': { limit: 5 },
  'rewards.order': { orderId: '0123456789-0123456789' },
  'rewards.cancel': { orderId: '0123456789-0123456789' },
  'rewards.confirm': { orderId: '0123456789-0123456789' },
  'rewards.memberships': {},
  'rewards.reveal': { orderId: '0123456789-0123456789' },
  'rewards.at-counter': { storeId: 'store-1', code: '01234567890123456789' },
  'rewards.hand-over': { storeId: 'store-1', code: '01234567890123456789' },
  'rewards.advance': { storeId: 'store-1', orderId: 'some', to: 'sent', tracking: '顺丰 SF1', reason: '重寄' },
  'rewards.address': { storeId: 'store-1', orderId: '0123456789-0123456789' },
  'rewards.waiting': { storeId: 'store-1', list: 'to_send', state: 'made', limit: 5 },
  'rewards.slots': { storeId: 'store-1', date: '2026-03-14' },
  'rewards.roster': { storeId: 'store-1', rewardId: 'cup', slot: 'sat-10', limit: 5 },
  'ops.grant-membership': {
    memberId: 'someone',
    name: '年度会员',
    days: 30,
    includes: ['每月一杯咖啡'],
    reason: '周年',
    operator: '小王',
  },
  'ops.revoke-membership': { memberId: 'someone', name: '年度会员', reason: '送错了', operator: '小王' },
  'ops.memberships': { limit: 5 },
  'ops.reveal-code': { orderId: '0123456789-0123456789', reason: '没有保存', operator: '小王' },
  'ops.code-pools': { limit: 5 },
  'inbox.list': { limit: 5 },
  'inbox.mark-read': { untilMs: 1 },
  'campaigns.list': { limit: 5 },
  'campaigns.view': { campaignId: 'spring' },
  'campaigns.remind': { campaignId: 'spring' },
  'lottery.wheel': { campaignId: 'spring' },
  'lottery.draw': { campaignId: 'spring' },
  'lottery.draws': { campaignId: 'spring', limit: 5 },
  'lottery.proof': { campaignId: 'spring', date: '2026-03-09' },
  'lottery.report': { campaignId: 'spring' },
  'ops.lint': { campaignId: 'spring' },
  'ops.rehearse': { campaignId: 'spring', from: '2026-02-01', to: '2026-03-01' },
  'ops.rehearsal': { campaignId: 'spring' },
  'ops.campaigns': {},
  'ops.campaign-templates': {},
  'ops.draft-campaign': { template: 'holiday', campaignId: 'spring', fromDate: '2026-03-12' },
  'ops.campaign-report': { campaignId: 'spring' },
  'ops.help': {},
  'ops.init': {},
  'ops.doctor': {},
  'ops.find-member': { query: '0123456789' },
  'ops.statement': { memberId: 'someone' },
  'ops.statement-at': { memberId: 'someone', at: '2026-03-10 12:00:00' },
  'ops.report': { name: 'liability', date: '2026-03-09' },
  'ops.reconcile': { since: '2026-03-09' },
  'ops.verify-ledger': { memberId: 'someone' },
  'ops.adjust': { memberId: 'someone', points: 5, reason: '补记', operator: '小王' },
  'ops.reinstate': { memberId: 'someone', seq: 2, reason: '住院', operator: '小王' },
  'ops.approve': { requestId: 'some-request', operator: '店长' },
  'ops.reject': { requestId: 'some-request', reason: '不对', operator: '店长' },
  'ops.grant': { kind: 'points', points: 5, audience: { memberIds: ['someone'] }, reason: '周年', operator: '小王' },
  'ops.undo-grant': { batchId: 'some-batch', reason: '送错了', operator: '店长' },
  'ops.batch': { batchId: 'some-batch', cursor: 'WyJ4IiwieCJd' },
  'ops.freeze': { memberId: 'someone', reason: '核实', operator: '小王' },
  'ops.unfreeze': { memberId: 'someone', reason: '已核实', operator: '店长', accept: false },
  'ops.import': { fileId: 'cloud://env.bucket/orders.csv', kind: 'orders', operator: '小王', dryRun: true },
  'ops.imports': { limit: 5 },
  'ops.import-report': { importId: 'some-import', cursor: 'WyJ4IiwieCJd' },
  'ops.undo-import': { importId: 'some-import', operator: '店长' },
  'ops.invite-staff': { storeId: 'store-1', role: 'clerk', operator: '小王' },
  'ops.invite-operator': { operator: '小王' },
  'ops.list-staff': {},
  'ops.remove-staff': { staffId: 'someone', operator: '小王' },
  'ops.staff-log': { staffId: 'someone', date: '2026-03-09' },
  'ops.hook-key': { storeId: 'store-1', operator: '小王' },
  'ops.tier-reviews': { until: '2026-03-31', cursor: 'WyJ4IiwieCJd' },
  'ops.merge-members': { from: 'someone', into: 'other', reason: '换了微信号', operator: '小王', dryRun: false },
  'ops.undo-merge': { mergeId: 'some-merge', operator: '小王' },
  'ops.reveal-phone': { memberId: 'someone', reason: '核对售后电话', operator: '小王' },
  'ops.sharing-report': { cursor: 'store-1|someone', limit: 5 },
  'ops.publish': { kind: 'settings', id: 'programme', operator: '小王' },
  'ops.retire': { kind: 'stores', id: 'store-1', operator: '小王' },
  'coupons.offers': { limit: 5 },
  'coupons.wallet': { limit: 5, state: 'usable' },
  'coupons.show': { couponId: 'some-coupon' },
  'coupons.best': { storeId: 'store-1', amountFen: 100 },
  'coupons.preview': { storeId: 'store-1', code: '1'.repeat(20), amountFen: 100, orderNo: 'A-1' },
  'coupons.verify': { storeId: 'store-1', code: '1'.repeat(20), amountFen: 100, orderNo: 'A-1' },
  'coupons.unverify': { storeId: 'store-1', couponId: 'some-coupon', reason: '扫错了' },
  'coupons.today': { storeId: 'store-1', limit: 5 },
  'coupons.give': { couponId: 'some-coupon' },
  'coupons.gift': { giftCode: 'A'.repeat(22) },
  'coupons.accept': { giftCode: 'A'.repeat(22) },
  'ops.rebate': { memberId: 'someone', templateId: 'five', amountFen: 5, reason: '补偿', operator: '小王' },
  'ops.rebates': { state: 'waiting', limit: 5 },
  'ops.referral-holds': { limit: 5 },
  'ops.approve-referral': { referralId: 'some-friend', operator: '店长' },
  'ops.refuse-referral': { referralId: 'some-friend', reason: '不对', operator: '店长' },
  'ops.approve-rebate': { rebateId: 'some-rebate', operator: '店长' },
  'ops.reject-rebate': { rebateId: 'some-rebate', reason: '不对', operator: '店长' },
  'ops.coupon-report': { templateId: 'five' },
  'coupons.claim': { templateId: 'five' },
  'ops.restock': { kind: 'coupon_templates', id: 'five', quantity: 5, operator: '小王' },
  'ops.requests': { state: 'waiting', limit: 5 },
  'ops.run-job': { name: 'members-finish-joins' },
}

const POLLUTED: unknown = JSON.parse('{"__proto__": {"isAdmin": true}}')
/** Values that no field of any action may take. */
const POISON: readonly unknown[] = [
  Number.NaN,
  2 ** 53,
  -1,
  1.5,
  { $gt: 0 },
  { $where: '1' },
  { 'a.b': 1 },
  ['x'],
  null,
  true,
  '',
  'x'.repeat(10_000),
  'a\u0000b',
  POLLUTED,
]

/** Doors at which people stand who came through WeChat. */
const isForPeople = (audience: Audience) => audience === 'member' || audience === 'merchant'

const identityFor = (audience: Audience) =>
  isForPeople(audience) ? { openid: 'o-bad', source: 'wx_client' } : { source: 'wx_devtools' }

/** Everything that is stored, as text. */
async function contents(programme: Programme): Promise<string> {
  const all = registryOf(modules).all(collections)
  const pages = all.map(async (collection) => {
    const documents = await programme.store.aggregate(collection, { groupBy: ['_id'], sums: ['version'], limit: 1_000 })
    return [collection.name, documents]
  })
  return JSON.stringify(await Promise.all(pages))
}

describe.each(actions)('%s', (name, action: Action) => {
  const audience = action.audiences[0] as Audience
  const good = GOOD[name]

  /** Someone who may ask it: a member, unless it is joining itself, which a member has done, or staff of a store. */
  async function ready(): Promise<Programme> {
    const programme = await Programme.start()
    if (name !== 'members.join') await joined(programme, 'o-bad')
    if (audience === 'merchant') {
      await openStore(programme, 'store-1')
      await writeByHand(programme, 'staff', { _id: 'o-bad', stores: ['store-1'], role: 'manager' })
    }
    return programme
  }

  async function refused(event: unknown): Promise<string> {
    const programme = await ready()
    const before = await contents(programme)
    const code = codeOf(await programme.send(audience, event, identityFor(audience)))
    expect(await contents(programme)).toBe(before)
    return code
  }

  test('has a good input here', () => expect(good).toBeDefined())

  test('refuses an input that is no object, and a name it does not know', async () => {
    for (const input of ['x', 7, [], POLLUTED, { ...good, extra: 1 }, { ...good, $set: {} }, { ...good, 'a.b': 1 }]) {
      expect(await refused({ action: name, input, key: 'k-1' })).toBe('invalid_input')
    }
  })

  test('refuses poison in every field, and names the path', async () => {
    for (const field of Object.keys(good ?? {})) {
      for (const value of POISON) {
        const programme = await ready()
        const before = await contents(programme)
        const event = { action: name, input: { ...good, [field]: value }, key: 'k-1' }
        const reply = await programme.send(audience, event, identityFor(audience))
        // A text that is merely not the present terms, or not a share code's owner, is refused by its own name.
        const isDeclared = !reply.ok && (reply.code === 'invalid_input' || action.refusals.includes(reply.code))
        expect({ value, isDeclared, reply }).toMatchObject({ isDeclared: true })
        if (!reply.ok && reply.code === 'invalid_input')
          expect(reply.params.path).toMatch(new RegExp(`^input\\.${field}`))
        expect(await contents(programme)).toBe(before)
      }
    }
  })

  if (action.kind === 'command') {
    test('needs a key', async () => {
      for (const key of [undefined, '', 7, 'x'.repeat(200), { $gt: '' }, 'a b']) {
        expect(await refused({ action: name, input: good, key })).toBe('invalid_input')
      }
    })
  }

  test('is shown by no other door, and to no stranger', async () => {
    const programme = await Programme.start()
    for (const other of ['member', 'merchant', 'ops', 'cron', 'hook'] as const) {
      if (action.audiences.includes(other)) continue
      const code = codeOf(await programme.send(other, { action: name, input: good, key: 'k' }, identityFor(other)))
      expect(['unknown_action', 'unauthorised']).toContain(code)
    }
    for (const source of ['wx_http', 'wx_trigger', 'something_new', '']) {
      const stranger = isForPeople(audience) ? { source } : { openid: 'o-mei', source }
      expect(codeOf(await programme.send(audience, { action: name, input: good, key: 'k' }, stranger))).toBe(
        'unauthorised',
      )
    }
  })
})

describe('an envelope', () => {
  test.each([
    [null, 'invalid_input'],
    ['text', 'invalid_input'],
    [7, 'invalid_input'],
    [[], 'invalid_input'],
    [{}, 'unknown_action'],
    [{ action: 7 }, 'unknown_action'],
    [{ action: 'members.fly' }, 'unknown_action'],
    [{ action: '__proto__' }, 'unknown_action'],
    [{ action: 'constructor' }, 'unknown_action'],
    [{ action: 'rewards.steal' }, 'unknown_action'],
  ])('%j is refused as %s', async (event, code) => {
    const programme = await Programme.start()
    expect(codeOf(await programme.send('member', event, { openid: 'o-mei', source: 'wx_client' }))).toBe(code)
  })

  test('that asks operators nothing is answered with what they can ask', async () => {
    const programme = await Programme.start()
    for (const event of [{}, { key1: 'test value 1' }, null]) {
      const reply = await programme.send('ops', event, { source: 'wx_devtools' })
      expect(reply).toMatchObject({ ok: true })
    }
  })

  test('with a bug behind it says internal and nothing else', async () => {
    const programme = await Programme.start()
    const { ask, memberId } = await joined(programme, 'o-mei')
    const account = await programme.store.get(accounts, `${memberId}.1`)
    const tail = account?.tail.map((entry) => ({ ...entry, trace: { ...(entry.trace as object), version: 9 } }))
    await programme.store.update(accounts, { _id: `${memberId}.1` }, { set: { tail } as never })
    const reply = await ask('points.explain', { seq: 1 })
    expect(reply).toEqual({ ok: false, code: 'internal', params: {}, retryable: true, requestId: expect.any(String) })
    expect(programme.log.some(({ bug }) => String(bug).includes('version 9 of the settings'))).toBe(true)
  })
})

describe('a batch', () => {
  const identity = { openid: 'o-mei', source: 'wx_client' }

  test('answers each query as it would alone', async () => {
    const programme = await Programme.start()
    const { ask } = await joined(programme, 'o-mei')
    const queries = [
      { action: 'members.me', input: {} },
      { action: 'check-in.status', input: {} },
      { action: 'points.explain', input: { seq: 99 } },
      { action: 'members.fly', input: {} },
      { action: 'points.statement', input: { limit: 'x' } },
    ]
    const reply = await programme.send('member', { action: 'batch', input: { queries } }, identity)
    const { replies } = (reply as { data: { replies: { ok: boolean; data?: unknown; code?: string }[] } }).data
    expect(replies[0]?.data).toEqual(dataOf(await ask('members.me', {})))
    expect(replies.map(({ ok, code }) => (ok ? 'ok' : code))).toEqual([
      'ok',
      'ok',
      'no_such_entry',
      'unknown_action',
      'invalid_input',
    ])
  })

  test('takes no command, no more than eight, and not itself', async () => {
    const programme = await Programme.start()
    await joined(programme, 'o-mei')
    const ask = (queries: unknown) => programme.send('member', { action: 'batch', input: { queries } }, identity)
    const command = await ask([{ action: 'check-in.perform', input: {} }])
    expect(command).toMatchObject({ ok: true, data: { replies: [{ ok: false, code: 'invalid_input' }] } })
    const nested = await ask([{ action: 'batch', input: { queries: [] } }])
    expect(nested).toMatchObject({ ok: true, data: { replies: [{ ok: false, code: 'unknown_action' }] } })
    for (const queries of [[], Array(9).fill({ action: 'members.me', input: {} }), 'x', undefined, [7]]) {
      expect(codeOf(await ask(queries))).toBe('invalid_input')
    }
  })
})

describe("somebody else's ids", () => {
  /** Every action whose input names a thing, with another member's and one that does not exist. */
  interface Theirs {
    readonly programme: Programme
    readonly ask: Ask
    readonly seq: number
  }
  /** A coupon of theirs. */
  const couponOf = async ({ programme, ask }: Theirs) => {
    await publishTemplate(programme, 'five')
    const { couponId } = dataOf(await ask('coupons.claim', { templateId: 'five' }))
    return { couponId }
  }
  /** An order of theirs. */
  const orderCase = async ({ programme, ask }: Theirs) => {
    await publishReward(programme, 'cup')
    const { orderId } = dataOf(await ask('rewards.redeem', { rewardId: 'cup' }))
    return { theirs: { orderId }, unknown: { orderId: '0123456789-0123456789' } }
  }
  const CASES: Record<string, (theirs: Theirs) => Promise<{ theirs: object; unknown: object }>> = {
    'points.explain': async ({ seq }) => ({ theirs: { seq }, unknown: { seq: 999_999 } }),
    'points.receipt': async ({ seq }) => ({ theirs: { seq }, unknown: { seq: 999_999 } }),
    'coupons.show': async (theirs) => ({ theirs: await couponOf(theirs), unknown: { couponId: 'f'.repeat(32) } }),
    'coupons.give': async (theirs) => ({ theirs: await couponOf(theirs), unknown: { couponId: 'f'.repeat(32) } }),
    'rewards.order': orderCase,
    'rewards.cancel': orderCase,
    'rewards.confirm': orderCase,
    'rewards.reveal': orderCase,
    'orders.confirm-member': async ({ programme, ask }) => {
      programme.wechat.phoneBook.set('wx-code', '13800001234')
      dataOf(await ask('members.bind-phone', { code: 'wx-code' }))
      await openStore(programme, 'store-1')
      const clerk = await hire(programme, 'o-clerk', { storeId: 'store-1', role: 'clerk' })
      const { requestId } = dataOf(await clerk('members.look-up', { storeId: 'store-1', phoneTail: '1234' }))
      return { theirs: { requestId }, unknown: { requestId: 'no-such-request' } }
    },
  }
  /** Inputs that name nothing of a member's: shared by all, or the operator's own business. */
  const NAMES_NOTHING = new Set([
    'members.join',
    'members.update',
    'sharing.open',
    'referrals.open',
    'coupons.claim',
    'rewards.redeem',
    'coupons.best',
    'coupons.gift',
    'coupons.accept',
    'rewards.view',
    'campaigns.view',
    'campaigns.remind',
    'lottery.wheel',
    'lottery.draw',
    'lottery.draws',
    'lottery.proof',
  ])
  const namesAThing = (action: Action) =>
    Object.keys((action.input as unknown as { def: { shape?: object } }).def.shape ?? {}).some((field) =>
      /(Id|Code|No|^seq|^name)$/.test(field),
    )

  test('every action that takes an id has its case', () => {
    // Whatever an operator names is theirs to see, and what staff may name is the table of their roles and stores.
    const forMembers = actions.filter(([, { audiences }]) => audiences.includes('member'))
    const takesAnId = forMembers.filter(([, action]) => namesAThing(action)).map(([name]) => name)
    expect(takesAnId.filter((name) => !(name in CASES) && !NAMES_NOTHING.has(name))).toEqual([])
    expect(takesAnId).toEqual(expect.arrayContaining(Object.keys(CASES)))
  })

  test.each(Object.entries(CASES))('%s answers them as it answers unknown ones', async (name, inputs) => {
    const programme = await Programme.start()
    const theirs = await joined(programme, 'o-lan')
    for (let day = 0; day < 3; day += 1) {
      await theirs.ask('check-in.perform', {})
      programme.advanceDays(1)
    }
    await joined(programme, 'o-mei')
    const { items } = dataOf(await theirs.ask('points.statement', {}))
    const cases = await inputs({ programme, ask: theirs.ask, seq: items[0]?.seq ?? 0 })
    const identity = { openid: 'o-mei', source: 'wx_client' }
    const [their, unknown] = await Promise.all([
      programme.send('member', { action: name, input: cases.theirs, key: 'k-1' }, identity),
      programme.send('member', { action: name, input: cases.unknown, key: 'k-2' }, identity),
    ])
    expect({ ...their, requestId: '' }).toEqual({ ...unknown, requestId: '' })
    expect(their.ok).toBe(false)
  })
})
