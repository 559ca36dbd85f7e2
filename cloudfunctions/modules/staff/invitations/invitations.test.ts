import { writeByHand } from '../../../../test/kit/by-hand'
import { cutStore } from '../../../../test/kit/cut-store'
import { faultyStore } from '../../../../test/kit/faulty-store'
import { codeOf, dataOf, Programme } from '../../../../test/kit/programme'
import { hire, openStore } from '../../../../test/kit/stores'
import { MemoryStore } from '../../../adapters/memory/memory-store'
import { sha256 } from '../../../kernel/digest'
import { checkDigitsOf } from '../../../kernel/typed-code'
import { invitations } from '../invitations/store'
import { staffDocuments } from '../people/store'

const HOUR_MS = 3_600_000
const without = <T extends { requestId: string }>(reply: T) => ({ ...reply, requestId: '' })
const west = { storeId: 'west', role: 'clerk', operator: '王芳' } as const

async function shop(options: ConstructorParameters<typeof Programme>[0] = {}) {
  const programme = await Programme.start(options)
  await openStore(programme, 'west')
  await openStore(programme, 'east', { name: '东站店' })
  const invited = async (asked: { storeId: string; role: 'clerk' | 'manager' } = west) =>
    dataOf(await programme.ops()('ops.invite-staff', { ...asked, operator: '王芳' }))
  return { programme, ops: programme.ops(), invited }
}

describe('ops.invite-staff', () => {
  test('answers a code of twenty digits, the page it opens, a poster and that it ends in a day', async () => {
    const { programme, invited } = await shop()
    const { code, path, posterUrl, expiresAtMs } = await invited()
    expect(code).toMatch(/^\d{20}$/)
    expect(code.slice(18)).toBe(checkDigitsOf(code.slice(0, 18)))
    expect(path).toBe(`features/merchant-desk/pages/accept?scene=${code}`)
    expect(expiresAtMs).toBe(programme.nowMs + 24 * HOUR_MS)
    const fileId = `cloud://memory/invitations/${sha256(code).slice(0, 32)}.png`
    expect(posterUrl).toBe(await programme.wechat.fileUrl(fileId))
    expect(String(programme.wechat.files.get(fileId))).toBe(`features/merchant-desk/pages/accept?scene=${code}`)
  })

  test('answers the same to its key for ever; another key is another code', async () => {
    const { programme, ops } = await shop()
    const first = await ops('ops.invite-staff', west, 'k-1')
    programme.advanceDays(40)
    expect(without(await ops('ops.invite-staff', west, 'k-1'))).toEqual(without(first))
    expect(codeOf(await ops('ops.invite-staff', { ...west, role: 'manager' }, 'k-1'))).toBe(
      'key_reused_with_other_input',
    )
    expect(dataOf(await ops('ops.invite-staff', west, 'k-2')).code).not.toBe(dataOf(first).code)
    expect(await programme.store.count(invitations, {})).toBe(2)
  })

  test('asked ten times at once with one key is one invitation', async () => {
    const { programme, ops } = await shop()
    const replies = await Promise.all(Array.from({ length: 10 }, () => ops('ops.invite-staff', west, 'k-1')))
    expect(new Set(replies.map((reply) => JSON.stringify(without(reply)))).size).toBe(1)
    expect(await programme.store.count(invitations, {})).toBe(1)
  })

  test('where WeChat makes no picture there is a code without a poster, and it stays so', async () => {
    const { programme, ops } = await shop()
    const drawing = programme.wechat.miniProgramCode
    programme.wechat.miniProgramCode = async () => {
      throw new Error('WeChat is busy')
    }
    const first = await ops('ops.invite-staff', west, 'k-1')
    expect(dataOf(first)).toMatchObject({ posterUrl: '', code: expect.stringMatching(/^\d{20}$/) })
    expect(programme.log).toContainEqual(expect.objectContaining({ bug: expect.stringContaining('WeChat is busy') }))
    programme.wechat.miniProgramCode = drawing
    expect(without(await ops('ops.invite-staff', west, 'k-1'))).toEqual(without(first))
    dataOf(await programme.staff('o-lin')('staff.accept', { code: dataOf(first).code }))
  })

  test('of requests of which WeChat serves some and fails others, all are answered alike', async () => {
    const { programme, ops } = await shop()
    const { wechat } = programme
    const drawing = wechat.miniProgramCode
    let drawn = 0
    wechat.miniProgramCode = async (target) => {
      drawn += 1
      if (drawn % 2 === 0) throw new Error('WeChat is busy')
      return drawing.call(wechat, target)
    }
    const replies = await Promise.all(Array.from({ length: 10 }, () => ops('ops.invite-staff', west, 'k-1')))
    expect(new Set(replies.map((reply) => JSON.stringify(without(reply)))).size).toBe(1)
    expect(drawn).toBeGreaterThan(1)
  })

  test('to a store that there is none of, or that is retired, invites nobody', async () => {
    const { programme, ops } = await shop()
    expect(codeOf(await ops('ops.invite-staff', { ...west, storeId: 'nowhere' }))).toBe('no_such_store')
    dataOf(await ops('ops.retire', { kind: 'stores', id: 'west' }))
    programme.wait(10_000)
    expect(codeOf(await ops('ops.invite-staff', west))).toBe('no_such_store')
    expect(await programme.store.count(invitations, {})).toBe(0)
  })
})

describe('staff.accept', () => {
  test('makes whoever opens it staff of the store, by the name they give', async () => {
    const { programme, invited } = await shop()
    const ask = programme.staff('o-lin')
    expect(codeOf(await ask('staff.me', {}))).toBe('not_staff')
    const { code } = await invited()
    const stores = [{ storeId: 'west', name: '西湖店' }]
    expect(dataOf(await ask('staff.accept', { code, name: '小林' }))).toEqual({ stores, roles: ['clerk'] })
    expect(dataOf(await ask('staff.me', {}))).toEqual({ name: '小林', stores, roles: ['clerk'] })
  })

  test('is good once: the same key answers the same for ever, another key and another person come too late', async () => {
    const { programme, invited } = await shop()
    const ask = programme.staff('o-lin')
    const { code } = await invited()
    const first = await ask('staff.accept', { code }, 'k-1')
    expect(without(await ask('staff.accept', { code }, 'k-1'))).toEqual(without(first))
    expect(codeOf(await ask('staff.accept', { code }))).toBe('invitation_expired')
    expect(codeOf(await programme.staff('o-zhu')('staff.accept', { code }, 'k-1'))).toBe('invitation_expired')
    await hire(programme, 'o-lin', { storeId: 'east', role: 'manager' })
    programme.advanceDays(40)
    expect(without(await ask('staff.accept', { code }, 'k-1'))).toEqual(without(first))
    const other = (await invited()).code
    expect(codeOf(await ask('staff.accept', { code: other }, 'k-1'))).toBe('key_reused_with_other_input')
    expect(codeOf(await programme.staff('o-zhu')('staff.me', {}))).toBe('not_staff')
  })

  test('of twenty people who race for one code exactly one is staff', async () => {
    const { programme, invited } = await shop()
    const { code } = await invited()
    const people = Array.from({ length: 20 }, (_, number) => programme.staff(`o-racer-${number}m`))
    const replies = await Promise.all(people.map((ask) => ask('staff.accept', { code })))
    expect(replies.filter((reply) => reply.ok)).toHaveLength(1)
    expect(replies.filter((reply) => !reply.ok && reply.code === 'invitation_expired')).toHaveLength(19)
    expect(await programme.store.count(staffDocuments, {})).toBe(1)
  })

  test('one tap sent ten times at once is answered ten times alike', async () => {
    const { programme, invited } = await shop()
    const { code } = await invited()
    const ask = programme.staff('o-lin')
    const replies = await Promise.all(Array.from({ length: 10 }, () => ask('staff.accept', { code }, 'k-1')))
    expect(new Set(replies.map((reply) => JSON.stringify(without(reply)))).size).toBe(1)
    expect(dataOf(await ask('staff.me', {})).stores).toHaveLength(1)
  })

  test('a day is a day: a second before it ends it is good, at its end it is not', async () => {
    const { programme, invited } = await shop({ at: '2026-03-10T23:59:59+08:00' })
    const [early, late] = [await invited(), await invited()]
    programme.nowMs += 24 * HOUR_MS - 1
    dataOf(await programme.staff('o-lin')('staff.accept', { code: early.code }))
    programme.nowMs += 1
    expect(codeOf(await programme.staff('o-zhu')('staff.accept', { code: late.code }))).toBe('invitation_expired')
  })

  test('a second store is added, and the newest role holds at both', async () => {
    const { programme, invited } = await shop()
    const ask = await hire(programme, 'o-lin', { storeId: 'west', name: '小林' })
    const { code } = await invited({ storeId: 'east', role: 'manager' })
    const both = [
      { storeId: 'west', name: '西湖店' },
      { storeId: 'east', name: '东站店' },
    ]
    expect(dataOf(await ask('staff.accept', { code }))).toEqual({ stores: both, roles: ['manager'] })
    expect(dataOf(await ask('staff.me', {}))).toEqual({ name: '小林', stores: both, roles: ['manager'] })
  })

  test.each([
    ['who is no staff yet', []],
    ['who serves at a third store already', ['north']],
  ])('two invitations accepted at once by one person %s both count', async (_, before) => {
    const { programme, invited } = await shop()
    await openStore(programme, 'north')
    const ask = programme.staff('o-lin')
    for (const storeId of before) await hire(programme, 'o-lin', { storeId })
    const codes = [await invited(), await invited({ storeId: 'east', role: 'clerk' })]
    const replies = await Promise.all(codes.map(({ code }) => ask('staff.accept', { code })))
    expect(replies.filter((reply) => reply.ok)).toHaveLength(2)
    const { stores } = dataOf(await ask('staff.me', {}))
    expect(stores.map(({ storeId }) => storeId).sort()).toEqual(['east', ...before, 'west'].sort())
  })

  test('a code whose store has been retired leads nowhere', async () => {
    const { programme, ops, invited } = await shop()
    const { code } = await invited()
    dataOf(await ops('ops.retire', { kind: 'stores', id: 'west' }))
    programme.wait(10_000)
    expect(codeOf(await programme.staff('o-lin')('staff.accept', { code }))).toBe('invitation_expired')
  })

  test('a code with one digit changed, and one that somebody made up, are no invitations', async () => {
    const { programme, invited } = await shop()
    const { code } = await invited()
    const ask = programme.staff('o-lin')
    for (let at = 0; at < 20; at += 1) {
      const wrong = `${code.slice(0, at)}${(Number(code[at]) + 1) % 10}${code.slice(at + 1)}`
      expect(codeOf(await ask('staff.accept', { code: wrong }))).toBe('invitation_expired')
    }
    const body = `${code.slice(0, 10)}00000000`
    expect(codeOf(await ask('staff.accept', { code: body + checkDigitsOf(body) }))).toBe('invitation_expired')
    dataOf(await ask('staff.accept', { code }))
  })

  test.each(['', '1234567890', '1234567890123456789x', ' '.repeat(20), '1'.repeat(21)])(
    'a text %j is no code',
    async (code) => {
      const { programme } = await shop()
      expect(codeOf(await programme.staff('o-lin')('staff.accept', { code }))).toBe('invalid_input')
    },
  )

  test('a function that ended between the two documents is rolled forward by the sweeper', async () => {
    const cut = cutStore(new MemoryStore())
    const { programme, invited } = await shop({ store: cut.store })
    const { code } = await invited()
    const ask = programme.staff('o-lin')
    // The day's first line, and the invitation.
    cut.cutAfter(3)
    expect(codeOf(await ask('staff.accept', { code }, 'k-1'))).toBe('internal')
    cut.goOn()
    expect(codeOf(await ask('staff.me', {}))).toBe('not_staff')
    programme.wait(2 * 60_000)
    const swept = { job: 'staff-finish-invitations', done: 1 }
    expect(await programme.tick()).toMatchObject({ ran: expect.arrayContaining([swept]), failed: [] })
    expect(dataOf(await ask('staff.me', {})).roles).toEqual(['clerk'])
    expect(dataOf(await ask('staff.accept', { code }, 'k-1')).roles).toEqual(['clerk'])
  })

  test('a sweeper that comes back to it does not take on again whom an operator has removed', async () => {
    const cut = cutStore(new MemoryStore())
    const { programme, ops, invited } = await shop({ store: cut.store })
    const { code } = await invited()
    const ask = programme.staff('o-lin')
    // The line, the invitation and the document in staff: all but the invitation's settling.
    cut.cutAfter(4)
    await ask('staff.accept', { code }, 'k-1')
    cut.goOn()
    const [person] = dataOf(await ops('ops.list-staff', {})).staff
    dataOf(await ops('ops.remove-staff', { staffId: person?.staffId ?? '', operator: '王芳' }))
    programme.wait(2 * 60_000)
    const swept = { job: 'staff-finish-invitations', done: 1 }
    expect(await programme.tick()).toMatchObject({ ran: expect.arrayContaining([swept]), failed: [] })
    expect(codeOf(await ask('staff.me', {}))).toBe('not_staff')
  })

  test('on a line that loses calls, replies and time, one of two people is staff and each learns which', async () => {
    for (let seed = 1; seed <= 30; seed += 1) {
      const memory = new MemoryStore()
      const { invited } = await shop({ store: memory })
      const { code } = await invited()
      const faulty = faultyStore(memory, { error: 80, lostReply: 100, late: 100 }, seed)
      const programme = new Programme({ store: faulty.store, seed })
      const accepted = async (openid: string) => {
        const ask = programme.staff(openid)
        let reply = await ask('staff.accept', { code }, 'k-1')
        while (!reply.ok && reply.retryable) reply = await ask('staff.accept', { code }, 'k-1')
        return reply.ok ? 'accepted' : reply.code
      }
      const answers = await Promise.all([accepted('o-lin'), accepted('o-zhu')])
      expect([...answers].sort()).toEqual(['accepted', 'invitation_expired'])
      await faulty.quiet()
      faulty.heal()
      programme.wait(2 * 60_000)
      await programme.tick()
      expect(await memory.count(staffDocuments, {})).toBe(1)
      const winner = programme.staff(answers[0] === 'accepted' ? 'o-lin' : 'o-zhu')
      expect(dataOf(await winner('staff.me', {})).roles).toEqual(['clerk'])
    }
  })

  test('takes on somebody whose document a hand had spoilt, and one whom a hand had written', async () => {
    const { programme, ops } = await shop()
    await writeByHand(programme, 'staff', { _id: 'o-lin', role: 'boss', stores: 'west', invitations: 7 })
    await writeByHand(programme, 'staff', { _id: 'o-zhu', role: 'clerk', stores: ['west'] })
    for (const openid of ['o-lin', 'o-zhu']) await hire(programme, openid, { storeId: 'east', role: 'manager' })
    const { staff } = dataOf(await ops('ops.list-staff', {}))
    expect(staff.map(({ roles, stores }) => ({ roles, stores }))).toEqual([
      { roles: ['manager'], stores: ['east'] },
      { roles: ['manager'], stores: ['west', 'east'] },
    ])
  })
})

describe('ops.invite-operator', () => {
  test('makes whoever accepts it an operator, besides what they are at stores', async () => {
    const { programme, ops } = await shop()
    const ask = await hire(programme, 'o-lin', { storeId: 'west' })
    const reply = await ops('ops.invite-operator', { operator: '王芳' }, 'k-1')
    expect(without(await ops('ops.invite-operator', { operator: '王芳' }, 'k-1'))).toEqual(without(reply))
    const accepted = dataOf(await ask('staff.accept', { code: dataOf(reply).code }))
    expect(accepted).toEqual({ stores: [{ storeId: 'west', name: '西湖店' }], roles: ['clerk', 'operator'] })
    expect(dataOf(await programme.operator('o-lin')('ops.doctor', {})).isHealthy).toBe(true)
  })
})
