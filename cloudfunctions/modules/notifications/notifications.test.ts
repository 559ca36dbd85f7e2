import { codeOf, dataOf, joined, Programme } from '../../../test/kit/programme'

const titles = async (programme: Programme, openid: string) =>
  dataOf(await programme.member(openid)('inbox.list', {})).items.map(({ title, text }) => `${title}：${text}`)

test('points that end are announced thirty and seven days before, once each, however often the timer ticks', async () => {
  const programme = await Programme.start({ at: '2026-03-10T10:00:00+08:00' })
  await joined(programme, 'o-mei')
  const told = '50 积分快到期了：50 积分在 2027 年 12 月 31 日到期，当天仍可使用。'
  const seen: [string, number][] = []
  for (const day of [
    '2027-11-30',
    '2027-12-01',
    '2027-12-02',
    '2027-12-23',
    '2027-12-24',
    '2027-12-31',
    '2028-01-01',
  ]) {
    programme.at(`${day}T09:00:00+08:00`)
    await programme.tick()
    programme.nowMs += 61 * 60_000
    await programme.tick()
    seen.push([day, (await titles(programme, 'o-mei')).length])
  }
  expect(seen).toEqual([
    ['2027-11-30', 0],
    ['2027-12-01', 1],
    ['2027-12-02', 1],
    ['2027-12-23', 1],
    ['2027-12-24', 2],
    ['2027-12-31', 2],
    ['2028-01-01', 2],
  ])
  expect(await titles(programme, 'o-mei')).toEqual([told, told])
})

test('all members of a large programme are told, slice by slice', async () => {
  const programme = await Programme.start({ at: '2026-03-10T10:00:00+08:00' })
  for (let number = 0; number < 120; number += 1) await joined(programme, `o-${number}m`)
  programme.at('2027-12-25T09:00:00+08:00')
  await programme.tick()
  for (const number of [0, 60, 119]) expect(await titles(programme, `o-${number}m`)).toHaveLength(1)
})

test('a message is read when its reader says so, and the mark never moves back', async () => {
  const programme = await Programme.start({ at: '2026-03-10T10:00:00+08:00' })
  const { ask } = await joined(programme, 'o-mei')
  programme.at('2027-12-25T09:00:00+08:00')
  await programme.tick()
  const before = dataOf(await ask('inbox.list', {}))
  expect(before).toMatchObject({ unread: 1, items: [{ isRead: false, link: expect.stringContaining('expiring') }] })
  const untilMs = before.items[0]?.atMs ?? 0
  const replies = await Promise.all(
    [untilMs, untilMs - 1, untilMs, 5].map((at) => ask('inbox.mark-read', { untilMs: at })),
  )
  expect(replies.map((reply) => dataOf(reply).readUntilMs)).toEqual([untilMs, untilMs - 1, untilMs, 5])
  expect(dataOf(await ask('inbox.list', {}))).toMatchObject({ unread: 0, items: [{ isRead: true }] })
})

test('nobody sees the messages of another, and a stranger has none', async () => {
  const programme = await Programme.start({ at: '2026-03-10T10:00:00+08:00' })
  await joined(programme, 'o-mei')
  programme.at('2027-12-25T09:00:00+08:00')
  await programme.tick()
  await joined(programme, 'o-lan')
  expect(await titles(programme, 'o-lan')).toEqual([])
  expect(codeOf(await programme.member('o-stranger')('inbox.list', {}))).toBe('not_a_member')
  expect(codeOf(await programme.member('o-mei')('inbox.list', { cursor: 'nonsense' }))).toBe('invalid_input')
})
