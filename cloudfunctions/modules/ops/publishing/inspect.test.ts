import { editSettings, writeByHand } from '../../../../test/kit/by-hand'
import { dataOf, Programme } from '../../../../test/kit/programme'
import { openStore } from '../../../../test/kit/stores'
import { published } from '../../../platform/published'

const settings = { kind: 'settings', id: 'programme' }

describe('what ops.doctor says of drafts', () => {
  const doctorOf = async (programme: Programme) => dataOf(await programme.ops()('ops.doctor', {}))

  test('nothing while drafts say what is in force', async () => {
    const programme = await Programme.start()
    await openStore(programme, 'west')
    expect(await doctorOf(programme)).toMatchObject({ isHealthy: true, findings: [], unpublished: [] })
  })

  test('which say something else, which were never published, which are gone, which are retired', async () => {
    const programme = await Programme.start()
    await editSettings(programme, { welcomePoints: 60, makeUpsPerMonth: 3 })
    for (const id of ['gone', 'shut']) await openStore(programme, id)
    dataOf(await programme.ops()('ops.retire', { kind: 'stores', id: 'shut' }))
    await programme.store.remove({ name: 'stores', indexes: [], rule: { read: false, write: false } }, 'gone')
    await writeByHand(programme, 'stores', { _id: 'new', name: '新店', merchantId: 'laoshan' })
    const { isHealthy, unpublished } = await doctorOf(programme)
    expect(isHealthy).toBe(true)
    expect(unpublished).toEqual([
      { kind: 'stores', id: 'new', text: '草稿还没有发布过' },
      { kind: 'stores', id: 'shut', text: '已经停用；要恢复就再发布一次' },
      { kind: 'stores', id: 'gone', text: '草稿已经删掉，发布过的还在执行；要停用请执行 ops.retire' },
      { kind: 'settings', id: 'programme', text: '草稿改了 2 处（welcomePoints、makeUpsPerMonth），还没有发布' },
    ])
  })

  test('a version that a hand has edited is named and passed over; the next one takes the number after it', async () => {
    const programme = await Programme.start()
    await editSettings(programme, { welcomePoints: 60 })
    dataOf(await programme.ops()('ops.publish', settings))
    const second = await programme.store.get(published, 'settings|programme|2')
    await writeByHand(programme, 'published', { ...second, _id: 'settings|programme|2', kind: 'setting' })
    programme.wait(60_000)
    const { findings } = await doctorOf(programme)
    expect(findings).toEqual([
      { where: 'published', path: 'settings|programme|2', text: '已发布的版本被改动过，不再使用' },
    ])
    expect(dataOf(await programme.member('o-mei')('members.programme', {})).welcomePoints).toBe(50)
    expect(dataOf(await programme.ops()('ops.publish', settings))).toMatchObject({ state: 'published', version: 3 })
    programme.wait(10_000)
    expect(dataOf(await programme.member('o-mei')('members.programme', {})).welcomePoints).toBe(60)
  })
})
