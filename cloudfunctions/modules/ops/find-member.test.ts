import { codeOf, dataOf, joined, Programme } from '../../../test/kit/programme'

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
      joinedOn: '2026-03-10',
      status: 'active',
      available: 50,
      pending: 0,
      debt: 0,
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
})
