import { writeByHand } from '../../../../test/kit/by-hand'
import { faultyStore } from '../../../../test/kit/faulty-store'
import { codeOf, dataOf, Programme } from '../../../../test/kit/programme'
import { hire, openStore } from '../../../../test/kit/stores'
import { workOn } from '../../../../test/kit/work-on'
import { MemoryStore } from '../../../adapters/memory/memory-store'
import { sha256 } from '../../../kernel/digest'
import { Refusal } from '../../../kernel/refusal'
import { memberIdOf } from '../../../platform/identity'
import { modules } from '../..'
import { staffDays } from '../days/store'
import { merchantGate } from './merchant-gate'

/** What anybody who comes through WeChat may ask: accepting an invitation, and whether they are staff. */
const OPEN: readonly string[] = ['staff.accept', 'staff.me']

const actions = modules
  .flatMap(({ contract }) => Object.entries(contract))
  .filter(([, { audiences }]) => audiences.includes('merchant'))

const PEOPLE = {
  stranger: null,
  clerk: { stores: ['west'], role: 'clerk' },
  manager: { stores: ['west'], role: 'manager' },
  'clerk of both': { stores: ['east', 'west'], role: 'clerk' },
  'clerk of another store': { stores: ['east'], role: 'clerk' },
  'manager of another store': { stores: ['east'], role: 'manager' },
  operator: { role: 'operator' },
  'operator who is a clerk': { stores: ['west'], role: 'clerk', isOperator: true },
  'clerk who was removed': { stores: ['west'], role: 'clerk', isRemoved: true },
  'clerk by a document that cannot be read': { stores: 'west', role: 'clerk' },
  'manager of a store that is retired': { stores: ['shut'], role: 'manager' },
} as const
type Who = keyof typeof PEOPLE

const openidOf = (who: Who) => `o-${who.replaceAll(' ', '-')}`
/** Who serves at the store west, by their role there. */
const AT_WEST: Partial<Record<Who, string>> = {
  clerk: 'clerk',
  manager: 'manager',
  'clerk of both': 'clerk',
  'operator who is a clerk': 'clerk',
}

async function street(options: { store?: MemoryStore } = {}) {
  const programme = await Programme.start(options)
  for (const id of ['west', 'east', 'shut']) await openStore(programme, id)
  dataOf(await programme.ops()('ops.retire', { kind: 'stores', id: 'shut' }))
  programme.wait(10_000)
  for (const [who, fields] of Object.entries(PEOPLE)) {
    if (fields) await writeByHand(programme, 'staff', { _id: openidOf(who as Who), ...fields })
  }
  const may = async (who: Who, name: string, storeId: string | null, key = programme.newKey()) => {
    const action = actions.find(([known]) => known === name)?.[1]
    if (!action) throw new Error(`no action ${name}`)
    const work = workOn(programme)
    const caller = await merchantGate.recognise(work, { openid: openidOf(who), source: 'wx_client' })
    if (!caller) return 'not recognised'
    const command = action.kind === 'command' ? { key: sha256(key), inputHash: '', madeAtMs: null } : null
    const refused = await merchantGate.mayAsk(work, { caller, name, action, input: { storeId }, command })
    return refused instanceof Refusal ? refused.code : 'allowed'
  }
  return { programme, may }
}

describe('role by action, cell by cell', () => {
  test('every action at this door names its roles, but for the few that are open', () => {
    const without = actions.filter(([, { roles }]) => !roles || roles.length === 0).map(([name]) => name)
    expect(without.sort()).toEqual([...OPEN].sort())
    const known = new Set(['clerk', 'manager'])
    for (const [, { roles = [] }] of actions) expect(roles.filter((role) => !known.has(role))).toEqual([])
  })

  const cells = actions.flatMap(([name, { roles }]) =>
    Object.keys(PEOPLE).map((who) => {
      const role = AT_WEST[who as Who]
      const isAllowed = !roles || (role !== undefined && roles.includes(role))
      return { name, who: who as Who, storeId: roles ? 'west' : null, outcome: isAllowed ? 'allowed' : 'unauthorised' }
    }),
  )
  test.each(cells)('$name by a $who: $outcome', async ({ name, who, storeId, outcome }) => {
    const { may } = await street()
    expect(await may(who, name, storeId)).toBe(outcome)
  })

  test.each(actions.filter(([, { roles }]) => roles).map(([name]) => name))(
    '%s at a store that is retired, and at one that never was: by nobody',
    async (name) => {
      const { may } = await street()
      for (const who of Object.keys(PEOPLE) as Who[]) {
        for (const storeId of ['shut', 'nowhere', '']) expect(await may(who, name, storeId)).toBe('unauthorised')
      }
    },
  )

  test('whoever does not come through WeChat is not recognised at all', async () => {
    const { programme } = await street()
    const event = { action: 'staff.me', input: {} }
    for (const identity of [{ source: 'wx_devtools' }, { source: 'wx_http' }, { source: 'wx_trigger' }])
      expect(codeOf(await programme.send('merchant', event, identity))).toBe('unauthorised')
  })
})

describe('what staff ask in a day', () => {
  const dayOf = async (programme: Programme, openid: string, date = '2026-03-10') => {
    const staffId = memberIdOf(programme.ports.secrets, openid)
    return programme.store.get(staffDays, `${staffId}|${date}`)
  }
  const commandName = actions.find(([, { kind, roles }]) => kind === 'command' && roles)?.[0] ?? 'staff.accept'
  const here = commandName === 'staff.accept' ? null : 'west'

  test('each command is one line, once for its key, with the store and never with a code', async () => {
    const { programme, may } = await street()
    for (const key of ['k-1', 'k-2', 'k-1']) expect(await may('clerk', commandName, here, key)).toBe('allowed')
    expect(await dayOf(programme, 'o-clerk')).toMatchObject({
      date: '2026-03-10',
      left: 498,
      lookUpsLeft: 1_500,
      lines: [sha256('k-1'), sha256('k-2')].map((key) => ({
        key: key.slice(0, 24),
        action: commandName,
        storeId: here ?? '',
        about: '',
        atMs: programme.nowMs,
      })),
    })
  })

  test('of sixty commands at once exactly as many pass as are left, and each that passed passes again', async () => {
    const { programme, may } = await street()
    await writeByHand(programme, 'settings', { _id: 'programme', staffCommandsPerDay: 50 })
    dataOf(await programme.ops()('ops.publish', { kind: 'settings', id: 'programme' }))
    programme.wait(10_000)
    const keys = Array.from({ length: 60 }, (_, number) => `k-${number}`)
    const first = await Promise.all(keys.map((key) => may('clerk', commandName, here, key)))
    expect(first.filter((outcome) => outcome === 'allowed')).toHaveLength(50)
    expect(first.filter((outcome) => outcome === 'too_many_today')).toHaveLength(10)
    expect(await Promise.all(keys.map((key) => may('clerk', commandName, here, key)))).toEqual(first)
    expect(await dayOf(programme, 'o-clerk')).toMatchObject({ left: 0 })
    expect((await dayOf(programme, 'o-clerk'))?.lines).toHaveLength(50)
  })

  test('one key thirty times at once is counted once', async () => {
    const { programme, may } = await street()
    const outcomes = await Promise.all(Array.from({ length: 30 }, () => may('clerk', commandName, here, 'k-1')))
    expect(new Set(outcomes)).toEqual(new Set(['allowed']))
    expect(await dayOf(programme, 'o-clerk')).toMatchObject({ left: 499 })
  })

  test('on a line that loses calls, replies and time, each key is counted once', async () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const memory = new MemoryStore()
      await street({ store: memory })
      const faulty = faultyStore(memory, { error: 60, lostReply: 100, late: 100 }, seed)
      const programme = new Programme({ store: faulty.store, seed })
      const ask = programme.staff('o-clerk')
      const until = async (key: string) => {
        let reply = await ask('staff.accept', { code: '0'.repeat(20) }, key)
        while (!reply.ok && reply.retryable) reply = await ask('staff.accept', { code: '0'.repeat(20) }, key)
        return codeOf(reply)
      }
      const codes = await Promise.all(['k-1', 'k-2', 'k-3', 'k-4'].map(until))
      expect(new Set(codes)).toEqual(new Set(['invitation_expired']))
      await faulty.quiet()
      faulty.heal()
      const day = await dayOf(programme, 'o-clerk')
      expect(day?.left).toBe(496)
      expect(day?.lines).toHaveLength(4)
    }
  })

  test('the day ends at midnight: at 23:59:59 what is left of the old one counts, then the new one', async () => {
    const { programme, may } = await street()
    programme.at('2026-03-10T23:59:59+08:00')
    await may('clerk', commandName, here)
    programme.at('2026-03-11T00:00:00+08:00')
    await may('clerk', commandName, here)
    expect((await dayOf(programme, 'o-clerk'))?.lines).toHaveLength(1)
    expect((await dayOf(programme, 'o-clerk', '2026-03-11'))?.lines).toHaveLength(1)
  })

  test('a command that is refused for its store or role counts nothing', async () => {
    const { programme, may } = await street()
    if (here) expect(await may('clerk of another store', commandName, here)).toBe('unauthorised')
    expect(await dayOf(programme, 'o-clerk-of-another-store')).toBeNull()
  })

  test('guesses at invitations are counted for strangers too, and end', async () => {
    const { programme } = await street()
    await writeByHand(programme, 'settings', { _id: 'programme', staffCommandsPerDay: 3 })
    dataOf(await programme.ops()('ops.publish', { kind: 'settings', id: 'programme' }))
    programme.wait(10_000)
    const ask = programme.staff('o-guessing')
    const codes: string[] = []
    for (let guess = 0; guess < 5; guess += 1)
      codes.push(codeOf(await ask('staff.accept', { code: String(guess).padStart(20, '0') })))
    expect(codes).toEqual([
      'invitation_expired',
      'invitation_expired',
      'invitation_expired',
      'too_many_today',
      'too_many_today',
    ])
  })

  test('look-ups by something that could be guessed are counted each time, in a batch as well; others are not', async () => {
    const { programme } = await street()
    await writeByHand(programme, 'settings', { _id: 'programme', staffLookUpsPerDay: 12 })
    dataOf(await programme.ops()('ops.publish', { kind: 'settings', id: 'programme' }))
    programme.wait(10_000)
    const ask = programme.staff('o-clerk')
    const scan = { action: 'members.scan', input: { storeId: 'west', memberCode: '0'.repeat(20) } }
    const batch = { action: 'batch', input: { queries: Array.from({ length: 8 }, () => scan) } }
    const codesOf = async () => {
      const reply = await programme.send('merchant', batch, { openid: 'o-clerk', source: 'wx_client' })
      return (reply as unknown as { data: { replies: { code: string }[] } }).data.replies.map(({ code }) => code).sort()
    }
    for (let times = 0; times < 3; times += 1) dataOf(await ask('staff.me', {}))
    expect(codeOf(await ask('members.look-up', { storeId: 'west', phoneTail: '1234' }))).toBe('nobody_found')
    expect(await codesOf()).toEqual(Array.from({ length: 8 }, () => 'unknown_member_code'))
    expect(await dayOf(programme, 'o-clerk')).toMatchObject({ left: 500, lookUpsLeft: 3 })
    const second = await codesOf()
    expect(second.filter((code) => code === 'unknown_member_code')).toHaveLength(3)
    expect(second.filter((code) => code === 'too_many_today')).toHaveLength(5)
    const looked = await ask('members.looked-up', { storeId: 'west', requestId: 'nothing' })
    expect(codeOf(looked)).toBe('no_such_request')
    const day = await dayOf(programme, 'o-clerk')
    expect(day?.lines.map(({ action, storeId, about }) => [action, storeId, about])).toEqual([
      ['members.look-up', 'west', ''],
      ...Array.from({ length: 11 }, () => ['members.scan', 'west', '']),
    ])
    expect(JSON.stringify(day)).not.toContain('1234')
  })

  test('ops.staff-log tells what somebody asked on a day, and how much more they may', async () => {
    const { programme, may } = await street()
    await hire(programme, 'o-lin', { storeId: 'west' })
    await may('clerk', commandName, here)
    const staffId = memberIdOf(programme.ports.secrets, 'o-lin')
    const log = (date?: string) => programme.ops()('ops.staff-log', { staffId, ...(date ? { date } : {}) })
    expect(dataOf(await log())).toEqual({
      left: 499,
      lookUpsLeft: 1_500,
      lines: [{ at: '2026-03-10 10:00:10', action: 'staff.accept', storeId: '', about: '' }],
    })
    expect(dataOf(await log('2026-03-09'))).toEqual({ left: 500, lookUpsLeft: 1_500, lines: [] })
    expect(codeOf(await log('2026-02-30'))).toBe('invalid_input')
  })
})
