import { cutStore } from '../../../../test/kit/cut-store'
import { faultyStore } from '../../../../test/kit/faulty-store'
import { held } from '../../../../test/kit/held-store'
import { assertLedgerHolds } from '../../../../test/kit/ledger-holds'
import { codeOf, dataOf, joined, Programme } from '../../../../test/kit/programme'
import { MemoryStore } from '../../../adapters/memory/memory-store'
import { members } from '../store'
import { openNumber } from './number'
import { phoneBindings } from './store'

const MEI = '13800001234'
const LAN = '13911115678'

async function shop(programme?: Programme) {
  const started = programme ?? (await Programme.start())
  let codes = 0
  /** A code as the phone button of whoever has this number gives it. */
  const button = (number: string) => {
    codes += 1
    started.wechat.phoneBook.set(`code-${codes}`, number)
    return `code-${codes}`
  }
  const mei = await joined(started, 'o-mei')
  const lan = await joined(started, 'o-lan')
  const numberOf = async (memberId: string) => {
    const phone = (await started.store.get(members, memberId))?.phone
    return phone ? openNumber(started.ports.secrets, phone) : null
  }
  return { programme: started, button, mei, lan, numberOf }
}

describe('binding a phone number', () => {
  test('shows it masked, and in clear nowhere: no document, log line or reply has it', async () => {
    const { store, written } = cutStore(new MemoryStore())
    const { programme, button, mei } = await shop(await Programme.start({ store }))
    const { member } = dataOf(await mei.ask('members.bind-phone', { code: button(MEI) }))
    expect(member.phone).toBe('138****1234')
    const replies = [
      await mei.ask('members.me', {}),
      await mei.ask('members.update', { nickname: '小梅' }),
      await programme.ops()('ops.find-member', { query: mei.memberId }),
    ]
    expect(replies[0]).toMatchObject({ data: { member: { phone: '138****1234' } } })
    expect(replies[1]).toMatchObject({ data: { member: { phone: '138****1234' } } })
    const all = JSON.stringify([written, programme.log, replies])
    expect(written.length).toBeGreaterThan(5)
    for (const secret of [MEI, MEI.slice(3), Buffer.from(MEI).toString('base64url')]) expect(all).not.toContain(secret)
  })

  test('answers the same key for ever without asking WeChat again, and takes it for nothing else', async () => {
    const { button, mei } = await shop()
    const [code, other] = [button(MEI), button(LAN)]
    const first = dataOf(await mei.ask('members.bind-phone', { code }, 'k-1'))
    expect(dataOf(await mei.ask('members.bind-phone', { code }, 'k-1'))).toEqual(first)
    expect(codeOf(await mei.ask('members.bind-phone', { code: other }, 'k-1'))).toBe('key_reused_with_other_input')
    dataOf(await mei.ask('members.update', { nickname: '小梅' }))
    dataOf(await mei.ask('members.bind-phone', { code: other }))
    expect(dataOf(await mei.ask('members.bind-phone', { code }, 'k-1'))).toEqual(first)
    expect(dataOf(await mei.ask('members.me', {})).member.phone).toBe('139****5678')
  })

  test('sent ten times at once with one key has ten equal replies', async () => {
    const { button, mei } = await shop()
    const code = button(MEI)
    const replies = await Promise.all(Array.from({ length: 10 }, () => mei.ask('members.bind-phone', { code }, 'k-1')))
    expect(new Set(replies.map((reply) => JSON.stringify(dataOf(reply)))).size).toBe(1)
  })

  test.each([
    ['unknown', 'nonsense'],
    ['used', 'used'],
  ])('a code that is %s binds nothing and leaves nothing', async (_, kind) => {
    const { programme, button, mei, numberOf } = await shop()
    const used = button(LAN)
    await programme.wechat.phoneNumberOf(used)
    const code = kind === 'used' ? used : 'nonsense'
    expect(codeOf(await mei.ask('members.bind-phone', { code }, 'k-1'))).toBe('phone_code_invalid')
    expect(await numberOf(mei.memberId)).toBeNull()
    expect(await programme.store.count(phoneBindings, {})).toBe(0)
    programme.wechat.phoneBook.set(code, MEI)
    expect(dataOf(await mei.ask('members.bind-phone', { code }, 'k-1')).member.phone).toBe('138****1234')
  })

  test('is for members only, and a code has a form', async () => {
    const { programme, button, mei } = await shop()
    const code = button(MEI)
    expect(codeOf(await programme.member('o-visitor')('members.bind-phone', { code }))).toBe('not_a_member')
    for (const wrong of ['', 'a b', 'x'.repeat(257)])
      expect(codeOf(await mei.ask('members.bind-phone', { code: wrong }))).toBe('invalid_input')
    expect(dataOf(await mei.ask('members.bind-phone', { code })).member.phone).toBe('138****1234')
  })
})

describe('one number', () => {
  test("is one member's: another is refused, and stays refused", async () => {
    const { button, mei, lan, numberOf } = await shop()
    dataOf(await mei.ask('members.bind-phone', { code: button(MEI) }))
    const code = button(MEI)
    expect(codeOf(await lan.ask('members.bind-phone', { code }, 'k-lan'))).toBe('phone_taken')
    dataOf(await mei.ask('members.bind-phone', { code: button(LAN) }))
    expect(codeOf(await lan.ask('members.bind-phone', { code }, 'k-lan'))).toBe('phone_taken')
    expect([await numberOf(mei.memberId), await numberOf(lan.memberId)]).toEqual([LAN, null])
  })

  test('is free once its member binds another, and may come back', async () => {
    const { button, mei, lan, numberOf } = await shop()
    const bind = async (who: typeof mei, number: string) =>
      dataOf(await who.ask('members.bind-phone', { code: button(number) })).member.phone
    await bind(mei, MEI)
    await bind(mei, LAN)
    expect(await bind(lan, MEI)).toBe('138****1234')
    expect(codeOf(await mei.ask('members.bind-phone', { code: button(MEI) }))).toBe('phone_taken')
    await bind(lan, '13722220000')
    expect(await bind(mei, MEI)).toBe('138****1234')
    expect([await numberOf(mei.memberId), await numberOf(lan.memberId)]).toEqual([MEI, '13722220000'])
  })

  test("bound by two members at once is one member's, twenty times over", async () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const { button, mei, lan, numberOf } = await shop(await Programme.start({ seed }))
      // In every other round it is a number that somebody has just given up.
      if (seed % 2 === 0) {
        dataOf(await lan.ask('members.bind-phone', { code: button(MEI) }))
        dataOf(await lan.ask('members.bind-phone', { code: button(LAN) }))
      }
      const replies = await Promise.all([mei, lan].map(({ ask }) => ask('members.bind-phone', { code: button(MEI) })))
      expect(replies.map((reply) => (reply.ok ? 'bound' : reply.code)).sort()).toEqual(['bound', 'phone_taken'])
      const numbers = [await numberOf(mei.memberId), await numberOf(lan.memberId)]
      expect(numbers.filter((number) => number === MEI)).toHaveLength(1)
      expect(numbers.indexOf(MEI)).toBe(replies.findIndex(({ ok }) => ok))
    }
  })

  test('two numbers bound by one member at once: one stays, the other is free', async () => {
    const { button, mei, lan, numberOf } = await shop()
    const replies = await Promise.all(
      [MEI, LAN].map((number) => mei.ask('members.bind-phone', { code: button(number) })),
    )
    expect(replies.map(({ ok }) => ok)).toEqual([true, true])
    const kept = await numberOf(mei.memberId)
    const [freed] = [MEI, LAN].filter((number) => number !== kept)
    expect(codeOf(await lan.ask('members.bind-phone', { code: button(kept ?? '') }))).toBe('phone_taken')
    dataOf(await lan.ask('members.bind-phone', { code: button(freed ?? '') }))
  })
})

describe('when a function ends in the middle', () => {
  test.each([0, 1, 2, 3, 4, 5])('after %s writes, the same key goes on, and the sweeper does', async (writes) => {
    for (const goOn of ['same key', 'sweeper'] as const) {
      const cut = cutStore(new MemoryStore())
      const { programme, button, mei, lan, numberOf } = await shop(await Programme.start({ store: cut.store }))
      dataOf(await mei.ask('members.bind-phone', { code: button(LAN) }))
      const code = button(MEI)
      cut.cutAfter(writes)
      const first = await mei.ask('members.bind-phone', { code }, 'k-1')
      cut.goOn()
      expect(first.ok).toBe(writes >= 5)
      programme.nowMs += 2 * 60_000
      if (goOn === 'sweeper') await programme.tick()
      // Without anything written the code is lost with the function: WeChat says so, and the button gives another.
      const isLost = writes === 0
      if (isLost) expect(codeOf(await mei.ask('members.bind-phone', { code }, 'k-1'))).toBe('phone_code_invalid')
      else if (goOn === 'same key') dataOf(await mei.ask('members.bind-phone', { code }, 'k-1'))
      expect(await numberOf(mei.memberId)).toBe(isLost ? LAN : MEI)
      const freed = await lan.ask('members.bind-phone', { code: button(LAN) })
      expect(freed.ok ? 'bound' : freed.code).toBe(isLost ? 'phone_taken' : 'bound')
    }
  })

  test('what was bound later stays, when the sweeper goes on with what was begun before', async () => {
    const cut = cutStore(new MemoryStore())
    const { programme, button, mei, lan, numberOf } = await shop(await Programme.start({ store: cut.store }))
    cut.cutAfter(1)
    expect(codeOf(await mei.ask('members.bind-phone', { code: button(MEI) }))).toBe('internal')
    cut.goOn()
    programme.nowMs += 1_000
    dataOf(await mei.ask('members.bind-phone', { code: button(LAN) }))
    programme.nowMs += 2 * 60_000
    expect(await programme.tick()).toMatchObject({
      ran: expect.arrayContaining([{ job: 'members-finish-phones', done: 1 }]),
      failed: [],
    })
    expect(await numberOf(mei.memberId)).toBe(LAN)
    dataOf(await lan.ask('members.bind-phone', { code: button(MEI) }))
  })

  test("a number that was claimed for a binding under way is no other's", async () => {
    const cut = cutStore(new MemoryStore())
    const { programme, button, mei, lan, numberOf } = await shop(await Programme.start({ store: cut.store }))
    cut.cutAfter(2)
    expect(codeOf(await mei.ask('members.bind-phone', { code: button(MEI) }))).toBe('internal')
    cut.goOn()
    expect(codeOf(await lan.ask('members.bind-phone', { code: button(MEI) }))).toBe('phone_taken')
    programme.nowMs += 2 * 60_000
    await programme.tick()
    expect([await numberOf(mei.memberId), await numberOf(lan.memberId)]).toEqual([MEI, null])
  })

  test.each([
    ['writing', { call: 'update' }],
    // After its own look at the member, and its look at who had the number.
    ['reading', { call: 'get', after: 2 }],
  ] as const)('a function that is slow in %s its member gives no number to who was refused it', async (_, slowly) => {
    const memory = new MemoryStore()
    const { programme, button, mei, lan, numberOf } = await shop(await Programme.start({ store: memory }))
    dataOf(await lan.ask('members.bind-phone', { code: button(MEI) }))
    const code = button(MEI)
    expect(codeOf(await mei.ask('members.bind-phone', { code }, 'k-1'))).toBe('phone_taken')
    // As it was before that answer: one function had found the number taken, and another still had to look.
    const binding = await newestOf(programme, mei.memberId)
    await memory.update(phoneBindings, { _id: binding }, { set: { state: 'open', openSinceMs: 1 } })
    dataOf(await lan.ask('members.bind-phone', { code: button(LAN) }))
    const slow = held(memory, members.name, slowly)
    const instance = new Programme({ store: slow.store, at: new Date(programme.nowMs).toISOString() })
    const late = instance.member('o-mei')('members.bind-phone', { code }, 'k-1')
    await slow.reached
    await memory.update(phoneBindings, { _id: binding }, { set: { state: 'failing' } })
    expect(codeOf(await mei.ask('members.bind-phone', { code }, 'k-1'))).toBe('phone_taken')
    const hua = await joined(programme, 'o-hua')
    dataOf(await hua.ask('members.bind-phone', { code: button(MEI) }))
    slow.release()
    expect(codeOf(await late)).toBe('phone_taken')
    expect([await numberOf(mei.memberId), await numberOf(hua.memberId)]).toEqual([null, MEI])
  })
})

/** The id of the newest binding of a member. */
async function newestOf(programme: Programme, member: string): Promise<string> {
  const find = { index: 'byMember', equals: { member }, order: 'descending', limit: 1 } as const
  return (await programme.store.find(phoneBindings, find)).items[0]?._id ?? ''
}

test.each([11, 12, 13, 14, 15, 16])("with faults of every kind a number is one member's (seed %s)", async (seed) => {
  const memory = new MemoryStore()
  const faulty = faultyStore(memory, { error: 40, lostReply: 60, late: 60 }, seed)
  await Programme.start({ store: memory })
  const programme = new Programme({ store: faulty.store, seed })
  const people = ['o-mei', 'o-lan', 'o-hua']
  const calm = new Programme({ store: memory })
  const ids = await Promise.all(people.map(async (openid) => (await joined(calm, openid)).memberId))
  const numbers = [MEI, LAN]
  for (let round = 0; round < 12; round += 1) {
    await Promise.all(
      people.map(async (openid, at) => {
        const number = numbers[(round + at + seed) % 2] ?? MEI
        const code = `${round}-${at}`
        programme.wechat.phoneBook.set(code, number)
        for (let tried = 0; tried < 6; tried += 1) {
          const reply = await programme.member(openid)('members.bind-phone', { code }, `k-${round}-${at}`)
          if (reply.ok || !reply.retryable) break
        }
      }),
    )
    programme.nowMs += 1_000
  }
  faulty.heal()
  await faulty.quiet()
  calm.nowMs = programme.nowMs + 5 * 60_000
  await calm.tick()
  expect(await memory.find(phoneBindings, { index: 'byOpen', range: { from: 0 }, limit: 10 })).toMatchObject({
    items: [],
  })
  const held = await memory.getMany(members, ids)
  const hashes = held.flatMap(({ phone }) => (phone ? [phone.hash] : []))
  expect(hashes.length).toBeGreaterThan(0)
  expect(new Set(hashes).size).toBe(hashes.length)
  // What nobody has is free, and what somebody has is taken.
  const openid = people[held.findIndex(({ phone }) => !phone)] ?? 'o-new'
  if (openid === 'o-new') await joined(calm, openid)
  for (const number of numbers) {
    calm.wechat.phoneBook.set(`end-${number}`, number)
    const owner = held.find(({ phone }) => phone && openNumber(calm.ports.secrets, phone) === number)
    const reply = await calm.member(openid)('members.bind-phone', { code: `end-${number}` })
    expect(reply.ok ? 'bound' : reply.code).toBe(owner ? 'phone_taken' : 'bound')
  }
  expect(Object.values(faulty.fired).every((count) => count > 0)).toBe(true)
  await assertLedgerHolds(calm)
})
