import { writeByHand } from '../../../../test/kit/by-hand'
import { draftCampaign, publishCampaign } from '../../../../test/kit/campaigns'
import { dataOf, Programme } from '../../../../test/kit/programme'
import { workOn } from '../../../../test/kit/work-on'
import { published } from '../../../platform/published'
import { rulesOfCampaigns } from './rules-in-force'

const HOUR = 3_600_000
const idsAt = async (programme: Programme, atMs = programme.nowMs) =>
  (await rulesOfCampaigns(workOn(programme), 'checked_in', atMs)).map(({ id }) => id)

async function publishAgain(programme: Programme, id: string, given: Readonly<Record<string, unknown>>) {
  await draftCampaign(programme, id, given)
  return dataOf(await programme.ops()('ops.publish', { kind: 'campaigns', id }))
}

test('a first version counts from ten seconds after it was published on, for whoever asks whenever', async () => {
  const programme = await Programme.start()
  const fromMs = programme.nowMs
  await publishAgain(programme, 'spring', {})
  expect(await idsAt(programme)).toEqual([])
  programme.wait(20_000)
  expect(await idsAt(programme, fromMs + 9_999)).toEqual([])
  expect(await idsAt(programme, fromMs + 10_000)).toEqual(['spring.0'])
})

test('gives from its first moment on and no longer at the moment it ends, also when asked much later', async () => {
  const programme = await Programme.start()
  const [fromMs, untilMs] = [programme.nowMs + HOUR, programme.nowMs + 2 * HOUR]
  await publishCampaign(programme, 'hour', { fromMs, untilMs })
  programme.wait(24 * HOUR)
  const gives = []
  for (const at of [fromMs - 1, fromMs, untilMs - 1, untilMs]) gives.push((await idsAt(programme, at)).length)
  expect(gives).toEqual([0, 1, 1, 0])
})

test('a pause counts from ten seconds after it was published until it is taken back, and so does retiring', async () => {
  const programme = await Programme.start()
  const given = { fromMs: programme.nowMs, untilMs: programme.nowMs + 24 * HOUR }
  await publishCampaign(programme, 'spring', given)
  const pausedMs = programme.nowMs
  await publishAgain(programme, 'spring', { ...given, isPaused: true })
  programme.wait(HOUR)
  const resumedMs = programme.nowMs
  await publishAgain(programme, 'spring', given)
  programme.wait(HOUR)
  const retiredMs = programme.nowMs
  dataOf(await programme.ops()('ops.retire', { kind: 'campaigns', id: 'spring' }))
  programme.wait(HOUR)
  const gives = []
  for (const at of [pausedMs, resumedMs, retiredMs])
    gives.push((await idsAt(programme, at + 9_999)).length, (await idsAt(programme, at + 10_000)).length)
  expect(gives).toEqual([1, 0, 0, 1, 1, 0])
})

test('the higher priority decides first, among equals the id; whom it is for stands in front of each rule', async () => {
  const programme = await Programme.start()
  const rules = [
    {
      when: 'checked_in',
      conditions: [{ code: 'streak_reaches', days: 2 }],
      effects: [{ code: 'points_fixed', points: 1, for: '连签' }],
    },
    { when: 'member_joined', effects: [{ code: 'points_fixed', points: 1, for: '入会' }] },
  ]
  await publishCampaign(programme, 'b', {})
  await publishCampaign(programme, 'a', {})
  await publishCampaign(programme, 'c', { priority: 1, rules })
  expect(await idsAt(programme)).toEqual(['c.0', 'a.0', 'b.0'])
  const [first] = await rulesOfCampaigns(workOn(programme), 'checked_in', programme.nowMs)
  expect(first?.conditions.map(({ code }) => code)).toEqual(['streak_reaches'])
  expect(first?.campaign).toMatchObject({ campaignId: 'c', priority: 1, version: 1, budgets: [] })
})

test('a version that a hand has spoilt is passed over, and the one before it stays in force', async () => {
  const programme = await Programme.start()
  const given = { fromMs: programme.nowMs, untilMs: programme.nowMs + 24 * HOUR }
  await publishCampaign(programme, 'spring', { ...given, priority: 1 })
  await publishAgain(programme, 'spring', { ...given, priority: 2 })
  programme.wait(60_000)
  const version = async () =>
    (await rulesOfCampaigns(workOn(programme), 'checked_in', programme.nowMs))[0]?.campaign?.version
  expect(await version()).toBe(2)
  const second = await programme.store.get(published, 'campaigns|spring|2')
  const body = { ...second?.body, priority: 3 }
  await writeByHand(programme, 'published', { ...second, _id: 'campaigns|spring|2', body })
  programme.wait(5_000)
  expect(await version()).toBe(1)
  // Loudly, and once.
  await version()
  const said = programme.log.filter(({ bug }) => String(bug).includes('campaigns|spring|2 was edited by a hand'))
  expect(said.length).toBeGreaterThanOrEqual(1)
  const { findings } = dataOf(await programme.ops()('ops.doctor', {}))
  expect(findings).toEqual([{ where: 'published', path: 'campaigns|spring|2', text: '已发布的版本被改动过，不再使用' }])
})

test('a version is compiled once, however often and for whatever moment its rules are asked for', async () => {
  const programme = await Programme.start()
  await publishCampaign(programme, 'spring', {})
  const work = workOn(programme)
  const first = await rulesOfCampaigns(work, 'checked_in', programme.nowMs)
  programme.wait(6_000)
  await publishCampaign(programme, 'other', {
    rules: [{ when: 'birthday', effects: [{ code: 'points_fixed', points: 1 }] }],
  })
  const later = await rulesOfCampaigns(work, 'checked_in', programme.nowMs)
  expect(later[0]).toBe(first[0])
  expect(await rulesOfCampaigns(work, 'checked_in', programme.nowMs + 1)).toBe(later)
})
