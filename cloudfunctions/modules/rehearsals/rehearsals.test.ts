import { draftCampaign } from '../../../test/kit/campaigns'
import { codeOf, dataOf, joined, Programme } from '../../../test/kit/programme'
import { rehearsalParts } from './store'

/** Three members who check in on three days, and a draft that would give ten more for each. */
async function aWeek() {
  const programme = await Programme.start({ at: '2026-03-10T10:00:00+08:00' })
  const people = [await joined(programme, 'o-mei'), await joined(programme, 'o-lan'), await joined(programme, 'o-zhu')]
  for (let day = 0; day < 3; day += 1) {
    for (const { ask } of people) dataOf(await ask('check-in.perform', {}))
    programme.advanceDays(1)
  }
  await draftCampaign(programme, 'more', { fromMs: programme.nowMs, untilMs: programme.nowMs + 86_400_000 * 30 })
  return programme
}

const ASKED = { campaignId: 'more', from: '2026-03-10', to: '2026-03-12' } as const

test('a draft of days to come is tried on days that were: who would win, and what it costs', async () => {
  const programme = await aWeek()
  const { rehearsalId } = dataOf(await programme.ops()('ops.rehearse', ASKED))
  const { state, percent, result, text } = dataOf(await programme.ops()('ops.rehearsal', { rehearsalId }))
  expect({ state, percent }).toEqual({ state: 'done', percent: 100 })
  expect(result?.sums).toMatchObject({ events: 9, awards: 9, members: 3, points: 90, costFen: 90 })
  expect(result?.days.map(({ points }) => points)).toEqual([30, 30, 30])
  expect(result?.winners.map(({ points }) => points)).toEqual([30, 30, 30])
  expect(text).toContain('9 件事里给了 9 次，3 位会员，共 90 积分')
  expect((await programme.store.find(rehearsalParts, { index: 'byPart', limit: 10 })).items).toEqual([])
})

test('the same key is the same rehearsal, and other input under it is refused', async () => {
  const programme = await aWeek()
  const first = await programme.ops()('ops.rehearse', ASKED, 'key-1')
  const again = await programme.ops()('ops.rehearse', ASKED, 'key-1')
  expect(dataOf(again)).toEqual(dataOf(first))
  const other = await programme.ops()('ops.rehearse', { ...ASKED, to: '2026-03-11' }, 'key-1')
  expect(codeOf(other)).toBe('key_reused_with_other_input')
})

test.each([
  ['a campaign that nobody drafted', { campaignId: 'none' }, 'no_such_campaign'],
  ['what was published of one that never was', { source: 'published' }, 'not_published'],
  ['days that end before they begin', { from: '2026-03-12', to: '2026-03-11' }, 'invalid_input'],
  ['days that are yet to come', { to: '2026-03-14' }, 'invalid_input'],
  ['more than a year', { from: '2025-03-11' }, 'invalid_input'],
] as const)('%s cannot be rehearsed', async (_, given, code) => {
  const programme = await aWeek()
  expect(codeOf(await programme.ops()('ops.rehearse', { ...ASKED, ...given }))).toBe(code)
})

test('of a draft that is written wrong the place is told', async () => {
  const programme = await aWeek()
  await draftCampaign(programme, 'more', {
    rules: [{ when: 'shared', effects: [{ code: 'points_fixed', points: 1, for: '分享' }] }],
  })
  const reply = await programme.ops()('ops.rehearse', ASKED)
  expect(reply).toMatchObject({ ok: false, code: 'invalid_document', params: { path: 'rules.0.when' } })
})

test('a campaign never rehearsed has no rehearsal; all campaigns are listed with their state', async () => {
  const programme = await aWeek()
  expect(codeOf(await programme.ops()('ops.rehearsal', { campaignId: 'more' }))).toBe('no_such_rehearsal')
  const { items } = dataOf(await programme.ops()('ops.campaigns', {}))
  expect(items.map(({ campaignId, state, isChanged }) => ({ campaignId, state, isChanged }))).toEqual([
    { campaignId: 'more', state: 'draft', isChanged: true },
  ])
})
