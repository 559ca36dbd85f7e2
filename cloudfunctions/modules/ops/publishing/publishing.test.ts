import { editSettings, writeByHand } from '../../../../test/kit/by-hand'
import { faultyStore } from '../../../../test/kit/faulty-store'
import { assertLedgerHolds } from '../../../../test/kit/ledger-holds'
import { codeOf, dataOf, joined, Programme } from '../../../../test/kit/programme'
import { openStore } from '../../../../test/kit/stores'
import { MemoryStore } from '../../../adapters/memory/memory-store'
import { PROGRAMME } from '../../../platform/context'
import { published } from '../../../platform/published'

const LADDER = [5, 5, 8, 8, 10, 10, 20]
const settings = { kind: 'settings', id: 'programme' }
const without = <T extends { requestId: string }>(reply: T) => ({ ...reply, requestId: '' })

async function versionsOf(programme: Programme, document: { kind: string; id: string }): Promise<number[]> {
  const page = await programme.store.find(published, { index: 'byDocument', equals: document, limit: 100 })
  return page.items.map(({ version }) => version)
}

describe('ops.publish', () => {
  test('tells field by field what changes of what is in force, and that it counts in ten seconds', async () => {
    const programme = await Programme.start()
    await editSettings(programme, { checkInLadder: [6, ...LADDER.slice(1)], makeUpsPerMonth: 3 })
    const done = dataOf(await programme.ops()('ops.publish', { ...settings, operator: '王芳' }))
    expect(done).toEqual({
      ...settings,
      state: 'published',
      version: 2,
      inForceFromMs: programme.nowMs + 10_000,
      text: '第 2 版，发布 10 秒后（2026-03-10 10:00:10）生效',
      changes: [
        { path: 'checkInLadder.0', before: 5, after: 6 },
        { path: 'makeUpsPerMonth', before: 2, after: 3 },
      ],
      preview: null,
      next: null,
    })
    expect(await programme.store.get(published, 'settings|programme|2')).toMatchObject({ publishedBy: '王芳' })
  })

  test('a changed ladder counts ten seconds later; what was earned before keeps its version and its explanation', async () => {
    const programme = await Programme.start()
    const mei = await joined(programme, 'o-mei')
    const lan = await joined(programme, 'o-lan')
    const zhu = await joined(programme, 'o-zhu')
    const pointsOf = async ({ ask }: typeof mei) => dataOf(await ask('check-in.perform', {})).points
    await editSettings(programme, { checkInLadder: [9, ...LADDER.slice(1)] })
    expect(await pointsOf(mei)).toBe(5)
    dataOf(await programme.ops()('ops.publish', settings))
    programme.wait(9_999)
    expect(await pointsOf(lan)).toBe(5)
    programme.wait(1)
    expect(await pointsOf(zhu)).toBe(9)
    const explained = async ({ ask }: typeof mei) => dataOf(await ask('points.explain', { seq: 2 }))
    expect(await explained(mei)).toMatchObject({ version: 1, formula: '5' })
    expect(await explained(lan)).toMatchObject({ version: 1, formula: '5' })
    expect(await explained(zhu)).toMatchObject({ version: 2, formula: '9' })
    await assertLedgerHolds(programme)
  })

  test('a setting that the draft leaves out is frozen with its default', async () => {
    const programme = await Programme.start()
    await editSettings(programme, { makeUpsPerMonth: undefined, welcomePoints: 60 })
    const { changes } = dataOf(await programme.ops()('ops.publish', settings))
    expect(changes).toEqual([{ path: 'welcomePoints', before: 50, after: 60 }])
    expect((await programme.store.get(published, 'settings|programme|2'))?.body.makeUpsPerMonth).toBe(2)
  })

  test('a draft that says the same is not published again', async () => {
    const programme = await Programme.start()
    const done = dataOf(await programme.ops()('ops.publish', settings))
    expect(done).toMatchObject({ state: 'unchanged', version: 1, changes: [], text: '和第 1 版一样，没有要发布的' })
    expect(await versionsOf(programme, settings)).toEqual([1])
  })

  test('a dry run tells the same and publishes nothing', async () => {
    const programme = await Programme.start()
    await editSettings(programme, { welcomePoints: 60 })
    const tried = dataOf(await programme.ops()('ops.publish', { ...settings, dryRun: true }))
    expect(tried).toMatchObject({ state: 'dry_run', version: 2, inForceFromMs: null })
    expect(await versionsOf(programme, settings)).toEqual([1])
    const done = dataOf(await programme.ops()('ops.publish', settings))
    expect(done).toMatchObject({ state: 'published', version: 2, changes: tried.changes })
  })

  test('the same key answers the same for ever, whatever was edited and published since', async () => {
    const programme = await Programme.start()
    const ops = programme.ops()
    await editSettings(programme, { welcomePoints: 60 })
    const first = await ops('ops.publish', settings, 'k-1')
    expect(without(await ops('ops.publish', settings, 'k-1'))).toEqual(without(first))
    await editSettings(programme, { welcomePoints: 70 })
    expect(without(await ops('ops.publish', settings, 'k-1'))).toEqual(without(first))
    dataOf(await ops('ops.publish', settings))
    programme.advanceDays(30)
    expect(without(await ops('ops.publish', settings, 'k-1'))).toEqual(without(first))
    expect(codeOf(await ops('ops.publish', { ...settings, dryRun: true }, 'k-1'))).toBe('key_reused_with_other_input')
    expect(await versionsOf(programme, settings)).toEqual([1, 2, 3])
  })

  test('one command ten times at once is one version and one answer', async () => {
    const programme = await Programme.start()
    await editSettings(programme, { welcomePoints: 60 })
    const ops = programme.ops()
    const replies = await Promise.all(Array.from({ length: 10 }, () => ops('ops.publish', settings, 'k-1')))
    expect(new Set(replies.map((reply) => JSON.stringify(without(reply)))).size).toBe(1)
    expect(dataOf(replies[0] as never)).toMatchObject({ state: 'published', version: 2 })
    expect(await versionsOf(programme, settings)).toEqual([1, 2])
  })

  test('of ten operators who publish at once one does, and the others learn that another did', async () => {
    const programme = await Programme.start()
    await editSettings(programme, { welcomePoints: 60 })
    const replies = await Promise.all(Array.from({ length: 10 }, () => programme.ops()('ops.publish', settings)))
    expect(replies.filter((reply) => reply.ok)).toHaveLength(1)
    const lost = replies.filter((reply) => !reply.ok && reply.code === 'published_by_another')
    expect(lost).toHaveLength(9)
    expect(lost[0]).toMatchObject({ params: { version: 2 } })
    expect(await versionsOf(programme, settings)).toEqual([1, 2])
  })

  test('on a line that loses calls, replies and time, it is published once and answers so', async () => {
    for (let seed = 1; seed <= 30; seed += 1) {
      const memory = new MemoryStore()
      await editSettings(await Programme.start({ store: memory }), { welcomePoints: 60 })
      const faulty = faultyStore(memory, { error: 100, lostReply: 150, late: 150 }, seed)
      const programme = new Programme({ store: faulty.store, seed })
      let reply = await programme.ops()('ops.publish', settings, 'k-1')
      while (!reply.ok && reply.retryable) reply = await programme.ops()('ops.publish', settings, 'k-1')
      expect(dataOf(reply)).toMatchObject({ state: 'published', version: 2 })
      await faulty.quiet()
      faulty.heal()
      expect(await versionsOf(programme, settings)).toEqual([1, 2])
    }
  })
})

describe('what ops.publish refuses', () => {
  test.each<[Record<string, unknown>, string, string]>([
    [{ welcomePoints: 1.5 }, 'welcomePoints', '要填整数'],
    [{ welcomePoints: -1 }, 'welcomePoints', '最小 0'],
    [{ welcomePoints: '50' }, 'welcomePoints', '要填数字'],
    [{ checkInLadder: [] }, 'checkInLadder', '不能空着'],
    [{ checkInLadder: [5, 'many'] }, 'checkInLadder.1', '要填数字'],
    [{ brand: { name: '' } }, 'brand.name', '不能空着'],
    [{ brand: { name: '甲', accentColor: '#ffffff' } }, 'brand.accentColor', '颜色太浅，和白底的对比度不到 3:1'],
    [{ brand: { name: '甲', logo: 'ftp://x' } }, 'brand.logo', '要以 https:// 或 cloud:// 开头'],
    [{ pointExpiry: { kind: 'weeks' } }, 'pointExpiry.kind', '只能写 end_of_year、end_of_month、days、fixed_date 之一'],
    [
      { pointExpiry: { kind: 'fixed_date', monthDay: '02-29' } },
      'pointExpiry.monthDay',
      '要写成 06-30 这样的月-日，不能是 02-29',
    ],
    [
      {
        checkInPrizes: [
          { streakDays: 7, points: 5 },
          { streakDays: 7, points: 6 },
        ],
      },
      'checkInPrizes',
      '有两条写了同一个天数',
    ],
    [{ clawbackPolicy: 'all' }, 'clawbackPolicy', '只能写 pending_only、within_balance、allow_debt 之一'],
    [{ welcomePoint: 5 }, 'welcomePoint', '没有这一项设置，多半是名字写错了'],
  ])('settings with %j are refused with the path and what to write', async (changes, path, message) => {
    const programme = await Programme.start()
    await editSettings(programme, changes)
    const params = { path: `settings.programme.${path}`, message, problems: 1 }
    const refused = { ok: false, code: 'invalid_document', params, retryable: false }
    expect(await programme.ops()('ops.publish', settings)).toMatchObject(refused)
    expect(await programme.ops()('ops.publish', { ...settings, dryRun: true })).toMatchObject(refused)
    expect(await versionsOf(programme, settings)).toEqual([1])
    const doctor = dataOf(await programme.ops()('ops.doctor', {}))
    expect(doctor.findings).toContainEqual({
      where: 'settings',
      path: `programme.${path}`,
      text: `设置有误：${message}`,
    })
  })

  test('the last good version stays in force while the draft is wrong', async () => {
    const programme = await Programme.start()
    await editSettings(programme, { welcomePoints: -5 })
    codeOf(await programme.ops()('ops.publish', settings))
    programme.wait(60_000)
    const { ask } = await joined(programme, 'o-mei')
    expect(dataOf(await ask('members.me', {})).points.available).toBe(50)
  })

  test('a first version that is wrong is refused by ops.init in the same words', async () => {
    const programme = new Programme()
    await programme.store.createCollection({ name: 'settings', indexes: [], rule: { read: false, write: false } })
    await writeByHand(programme, 'settings', { _id: PROGRAMME.id, welcomePoints: 1.5 })
    const params = { path: 'settings.programme.welcomePoints', message: '要填整数' }
    expect(await programme.ops()('ops.init', {})).toMatchObject({ code: 'invalid_document', params })
    expect(await versionsOf(programme, settings)).toEqual([])
  })

  test('a kind that there is none of, naming those there are', async () => {
    const programme = await Programme.start()
    const reply = await programme.ops()('ops.publish', { kind: 'setting', id: 'programme' })
    expect(reply).toMatchObject({ code: 'no_such_kind', params: { kinds: expect.stringContaining('settings') } })
    expect(codeOf(await programme.ops()('ops.retire', { kind: 'setting', id: 'programme' }))).toBe('no_such_kind')
  })

  test('a draft that there is none of, and settings of another name', async () => {
    const programme = await Programme.start()
    const publish = (kind: string, id: string) => programme.ops()('ops.publish', { kind, id })
    expect(codeOf(await publish('stores', 'nowhere'))).toBe('no_such_draft')
    await writeByHand(programme, 'settings', { _id: 'second' })
    expect(await publish('settings', 'second')).toMatchObject({
      code: 'invalid_document',
      params: { path: 'settings.second', message: '设置只有一个文档，_id 是 programme' },
    })
  })

  test('a cursor where nothing is previewed', async () => {
    const programme = await Programme.start()
    const reply = await programme.ops()('ops.publish', { ...settings, cursor: 'x' })
    expect(reply).toMatchObject({ code: 'invalid_input', params: { path: 'input.cursor' } })
  })

  test.each(['member', 'merchant', 'hook'] as const)('anybody at the door %s', async (door) => {
    const programme = await Programme.start()
    const event = { action: 'ops.publish', input: settings, key: 'k' }
    const reply = await programme.send(door, event, { openid: 'o-mei', source: 'wx_client' })
    expect(reply.ok).toBe(false)
    expect(await versionsOf(programme, settings)).toEqual([1])
  })
})

describe('stores', () => {
  const west = { kind: 'stores', id: 'west' }

  test('a first version counts at once', async () => {
    const programme = await Programme.start()
    await writeByHand(programme, 'stores', { _id: 'west', name: '西湖店', merchantId: 'laoshan' })
    expect(dataOf(await programme.ops()('ops.publish', west))).toMatchObject({
      state: 'published',
      version: 1,
      inForceFromMs: programme.nowMs,
      text: '第 1 版，马上生效',
      changes: [
        { path: 'name', before: null, after: '西湖店' },
        { path: 'merchantId', before: null, after: 'laoshan' },
      ],
    })
  })

  test('is retired once, by a version that answers the same to its key, and comes back by being published', async () => {
    const programme = await Programme.start()
    const ops = programme.ops()
    await openStore(programme, 'west')
    const retired = await ops('ops.retire', west, 'k-1')
    expect(dataOf(retired)).toEqual({
      ...west,
      version: 2,
      inForceFromMs: programme.nowMs + 10_000,
      text: '第 2 版，停用，发布 10 秒后（2026-03-10 10:00:10）生效',
    })
    expect(without(await ops('ops.retire', west, 'k-1'))).toEqual(without(retired))
    expect(codeOf(await ops('ops.retire', west))).toBe('not_in_force')
    const back = dataOf(await ops('ops.publish', west))
    expect(back).toMatchObject({ version: 3, changes: [{ before: null }, { before: null }] })
    expect(without(await ops('ops.retire', west, 'k-1'))).toEqual(without(retired))
    expect(await versionsOf(programme, west)).toEqual([1, 2, 3])
  })

  test('of ten who retire it at once one does', async () => {
    const programme = await Programme.start()
    await openStore(programme, 'west')
    const replies = await Promise.all(Array.from({ length: 10 }, () => programme.ops()('ops.retire', west)))
    expect(replies.filter((reply) => reply.ok)).toHaveLength(1)
    expect(await versionsOf(programme, west)).toEqual([1, 2])
  })

  test('one that was never published, and the settings, cannot be retired', async () => {
    const programme = await Programme.start()
    expect(codeOf(await programme.ops()('ops.retire', west))).toBe('not_in_force')
    expect(codeOf(await programme.ops()('ops.retire', settings))).toBe('not_retirable')
  })
})
