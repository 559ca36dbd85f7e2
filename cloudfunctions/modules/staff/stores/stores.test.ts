import { Programme } from '../../../../test/kit/programme'
import { workOn } from '../../../../test/kit/work-on'
import type { Json } from '../../../kernel/canonical-json'
import { publishVersion } from '../../../platform/published'
import { storeOf, storesInForce } from '..'
import { storesKind } from './stores'

const WEST = { name: '西湖店', merchantId: 'laoshan', hookKeyId: 'west-2', previousHookKeyId: 'west-1' }

async function programmeWith(...stores: readonly (readonly [id: string, body: Record<string, Json>])[]) {
  const programme = await Programme.start()
  for (const [id, body] of stores)
    await publishVersion(programme.store, { kind: 'stores', id, after: 0, body, nowMs: programme.nowMs })
  return programme
}

async function problemsOf(programme: Programme, body: Record<string, unknown>, id = 'east') {
  return storesKind.problems(workOn(programme), { id, body })
}

test('a store is known from the moment it is published, with its id', async () => {
  const programme = await programmeWith(['west', WEST])
  expect(await storeOf(workOn(programme), 'west')).toEqual({ storeId: 'west', ...WEST })
  expect(await storeOf(workOn(programme), 'east')).toBeNull()
  expect(await storesInForce(workOn(programme))).toEqual([{ storeId: 'west', ...WEST }])
})

test('a retired store is none', async () => {
  const programme = await programmeWith(['west', WEST])
  const { store, nowMs } = programme
  await publishVersion(store, { kind: 'stores', id: 'west', after: 1, body: WEST, nowMs, isRetired: true })
  programme.wait(10_000)
  expect(await storeOf(workOn(programme), 'west')).toBeNull()
  expect(await storesInForce(workOn(programme))).toEqual([])
})

test('a name and a merchant are enough; all else a shop may tell is taken too', async () => {
  const programme = await programmeWith()
  expect(await problemsOf(programme, { name: '东站店', merchantId: 'laoshan' })).toEqual([])
  const whole = { ...WEST, city: '杭州', address: '北山街 1 号', phone: '0571-88886666' }
  expect(await problemsOf(programme, whole)).toEqual([])
})

test.each<[Record<string, unknown>, string, string]>([
  [{ merchantId: 'laoshan' }, 'name', '必填'],
  [{ name: '', merchantId: 'laoshan' }, 'name', '不能空着'],
  [{ name: '店'.repeat(21), merchantId: 'laoshan' }, 'name', '最多 20 个字'],
  [{ name: ' 东站店', merchantId: 'laoshan' }, 'name', '前后不能有空格'],
  [{ name: '东站店', merchantId: '老山' }, 'merchantId', '只能用字母、数字、_ 和 -，最多 64 个'],
  [{ name: '东站店', merchantId: 5 }, 'merchantId', '要填文字，写在引号里'],
  [{ name: '东站店', merchantId: 'laoshan', phone: '请拨打' }, 'phone', '要写成 0571-88886666 这样的电话'],
  [{ name: '东站店', merchantId: 'laoshan', adress: '一号' }, 'adress', '没有这一项，多半是名字写错了'],
  [
    { name: '东站店', merchantId: 'laoshan', hookKeyId: 'k', previousHookKeyId: 'k' },
    'previousHookKeyId',
    '和 hookKeyId 是同一个，换密钥要换一个新的编号',
  ],
  [{ name: '东站店', merchantId: 'laoshan', hookKeyId: 'west-2' }, 'hookKeyId', '门店“西湖店”已经用了这个编号'],
  [{ name: '东站店', merchantId: 'laoshan', hookKeyId: 'west-1' }, 'hookKeyId', '门店“西湖店”已经用了这个编号'],
  [
    { name: '东站店', merchantId: 'laoshan', previousHookKeyId: 'west-1' },
    'previousHookKeyId',
    '门店“西湖店”已经用了这个编号',
  ],
])('a draft %j is refused at %s', async (body, path, message) => {
  const programme = await programmeWith(['west', WEST])
  expect(await problemsOf(programme, body)).toEqual([{ path, message }])
})

test('a store may go on with its own keys', async () => {
  const programme = await programmeWith(['west', WEST])
  const renewed = { ...WEST, hookKeyId: 'west-3', previousHookKeyId: 'west-2' }
  expect(await problemsOf(programme, renewed, 'west')).toEqual([])
})
