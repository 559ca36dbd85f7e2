import { codeOf, dataOf, joined, Programme } from '../../../../test/kit/programme'

describe('ops.find-member', () => {
  test('finds by card number and by id, and shows what is there today', async () => {
    const programme = await Programme.start()
    const { ask, memberId } = await joined(programme, 'o-mei')
    await joined(programme, 'o-lan')
    const { member } = dataOf(await ask('members.me', {}))
    const found = {
      memberId,
      cardNo: member.cardNo,
      nickname: member.nickname,
      phone: null,
      joinedOn: '2026-03-10',
      status: 'active',
      available: 50,
      pending: 0,
      debt: 0,
      others: [],
      merged: null,
    }
    for (const query of [member.cardNo, memberId])
      expect(dataOf(await programme.ops()('ops.find-member', { query }))).toEqual(found)
    programme.at('2028-01-01T00:00:00+08:00')
    expect(dataOf(await programme.ops()('ops.find-member', { query: memberId })).available).toBe(0)
  })

  test('refuses a number and an id of nobody, and a nickname', async () => {
    const programme = await Programme.start()
    const { memberId } = await joined(programme, 'o-mei')
    for (const query of ['0000000000', 'nobody', memberId.slice(0, 10)])
      expect(codeOf(await programme.ops()('ops.find-member', { query }))).toBe('no_such_member')
    expect(codeOf(await programme.ops()('ops.find-member', { query: '小梅' }))).toBe('invalid_input')
  })

  test('finds by phone number, and by its last four digits all who share them', async () => {
    const programme = await Programme.start()
    const bind = async (openid: string, number: string) => {
      const { ask, memberId } = await joined(programme, openid)
      programme.wechat.phoneBook.set(openid, number)
      dataOf(await ask('members.bind-phone', { code: openid }))
      return memberId
    }
    const mei = await bind('o-mei', '13800001234')
    const lan = await bind('o-lan', '13911111234')
    const hua = await bind('o-hua', '5551234567')
    const find = async (query: string) => dataOf(await programme.ops()('ops.find-member', { query }))
    expect(await find('13800001234')).toMatchObject({ memberId: mei, phone: '138****1234', others: [] })
    // Ten digits are a card's first of all, and then a phone's.
    expect(await find('5551234567')).toMatchObject({ memberId: hua, phone: '****4567' })
    const { memberId, others } = await find('1234')
    expect([memberId, ...others.map((other) => other.memberId)].sort()).toEqual([mei, lan].sort())
    programme.wechat.phoneBook.set('new', '13700000000')
    dataOf(await programme.member('o-mei')('members.bind-phone', { code: 'new' }))
    for (const query of ['13800001234', '0001', '13800001235'])
      expect(codeOf(await programme.ops()('ops.find-member', { query }))).toBe('no_such_member')
    expect(await find('1234')).toMatchObject({ memberId: lan, others: [] })
  })
})
