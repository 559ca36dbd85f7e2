import { codeOf, dataOf, joined, Programme } from '../../../test/kit/programme'
import type { SettingsDraft } from '../../platform/collections'
import { settingsDrafts } from '../../platform/collections'

/** A programme whose operator wrote something into the settings before the first publishing. */
async function withSettings(settings: Record<string, unknown>): Promise<Programme> {
  const programme = new Programme({ at: '2026-03-10T10:00:00+08:00' })
  await programme.store.createCollection(settingsDrafts)
  await programme.store.insert(settingsDrafts, { _id: 'programme', schema: 1, ...settings } as SettingsDraft)
  return programme
}

test('every text calls the points what the shop calls them', async () => {
  const programme = await withSettings({ brand: { name: '檐雨茶铺', pointsName: '茶点' } })
  dataOf(await programme.ops()('ops.init', {}))
  const { ask, memberId } = await joined(programme, 'o-mei')
  await ask('check-in.perform', {})
  programme.at('2027-12-25T10:00:00+08:00')
  await programme.tick()
  const texts = JSON.stringify([
    dataOf(await ask('members.programme', {})),
    dataOf(await ask('points.explain', { seq: 1 })),
    dataOf(await ask('points.explain', { seq: 2 })),
    dataOf(await ask('inbox.list', {})),
  ])
  programme.at('2028-01-02T10:00:00+08:00')
  await programme.tick()
  const statement = JSON.stringify([
    dataOf(await ask('points.statement', {})),
    dataOf(await programme.ops()('ops.statement', { memberId })),
  ])
  expect(texts.match(/茶点/g)?.length).toBeGreaterThanOrEqual(5)
  expect(statement).toContain('茶点到期')
  expect(texts + statement).not.toContain('积分')
})

test('what an operator tuned is what is earned and what is explained', async () => {
  const programme = await withSettings({
    checkInLadder: [3, 4],
    checkInPrizes: [{ streakDays: 2, points: 9 }],
    welcomePoints: 0,
  })
  dataOf(await programme.ops()('ops.init', {}))
  const { ask } = await joined(programme, 'o-mei')
  expect(dataOf(await ask('points.statement', {})).items).toEqual([])
  const earned: number[] = []
  for (let day = 0; day < 4; day += 1) {
    earned.push(dataOf(await ask('check-in.perform', {})).points)
    programme.advanceDays(1)
  }
  expect(earned).toEqual([3, 4 + 9, 3, 4])
  expect(dataOf(await ask('points.explain', { seq: 2 })).formula).toBe('4 + 9 = 13')
})

test.each([
  ['checkInLadder', [5, 0], 'settings.programme.checkInLadder.1'],
  ['checkInLadder', [], 'settings.programme.checkInLadder'],
  [
    'checkInPrizes',
    [
      { streakDays: 7, points: 1 },
      { streakDays: 7, points: 2 },
    ],
    'settings.programme.checkInPrizes',
  ],
  ['welcomePoints', '50', 'settings.programme.welcomePoints'],
  ['welcomPoints', 50, 'settings.programme.welcomPoints'],
  ['pointExpiry', { kind: 'fixed_date', monthDay: '02-29' }, 'settings.programme.pointExpiry.monthDay'],
  ['brand', { name: '店', accentColor: '#ffff00' }, 'settings.programme.brand.accentColor'],
])('a draft whose %s is %j is not published, and the path is named', async (name, value, path) => {
  const programme = await withSettings({ [name]: value })
  const reply = await programme.ops()('ops.init', {})
  expect(codeOf(reply)).toBe('invalid_document')
  expect(reply).toMatchObject({ params: { path } })
  const doctor = dataOf(await programme.ops()('ops.doctor', {}))
  expect(doctor.findings.map((finding) => finding.path)).toContain(path.replace('settings.', ''))
})

test('a hand edit of the draft has no effect by itself', async () => {
  const programme = await withSettings({ welcomePoints: 70 })
  dataOf(await programme.ops()('ops.init', {}))
  await programme.store.update(settingsDrafts, { _id: 'programme' }, { set: { welcomePoints: 9_000 } })
  dataOf(await programme.ops()('ops.init', {}))
  expect(dataOf(await programme.member('o-mei')('members.join', { consentVersion: '1' })).welcomePoints).toBe(70)
})
