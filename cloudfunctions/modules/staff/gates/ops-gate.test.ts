import { writeByHand } from '../../../../test/kit/by-hand'
import { codeOf, dataOf, Programme } from '../../../../test/kit/programme'
import { hire, openStore } from '../../../../test/kit/stores'
import { memberIdOf } from '../../../platform/identity'

async function shop() {
  const programme = await Programme.start()
  await openStore(programme, 'west')
  const { code } = dataOf(await programme.ops()('ops.invite-operator', { operator: '王芳' }))
  dataOf(await programme.staff('o-wang')('staff.accept', { code, name: '王芳' }))
  return programme
}

test('an operator comes in through WeChat and may ask what the console may', async () => {
  const programme = await shop()
  expect(dataOf(await programme.operator('o-wang')('ops.doctor', {})).isHealthy).toBe(true)
  const staffId = memberIdOf(programme.ports.secrets, 'o-wang')
  expect(programme.log.at(-1)).toMatchObject({ action: 'ops.doctor', caller: `operator|${staffId}` })
})

test('clerks, managers, strangers and whoever was removed stay outside', async () => {
  const programme = await shop()
  await hire(programme, 'o-lin', { storeId: 'west' })
  await hire(programme, 'o-zhu', { storeId: 'west', role: 'manager' })
  await writeByHand(programme, 'staff', { _id: 'o-gone', role: 'operator', isRemoved: true })
  for (const openid of ['o-lin', 'o-zhu', 'o-gone', 'o-nobody'])
    expect(codeOf(await programme.operator(openid)('ops.help', {}))).toBe('unauthorised')
})

test('an operator who comes by another way than the mini program stays outside', async () => {
  const programme = await shop()
  for (const source of ['wx_http', 'wx_trigger', 'wx_unknown', ''])
    expect(codeOf(await programme.send('ops', { action: 'ops.help' }, { openid: 'o-wang', source }))).toBe(
      'unauthorised',
    )
  expect(codeOf(await programme.send('ops', { action: 'ops.help' }, { source: 'wx_client' }))).toBe('unauthorised')
})

test('a removed operator is outside within five seconds', async () => {
  const programme = await shop()
  const staffId = memberIdOf(programme.ports.secrets, 'o-wang')
  dataOf(await programme.operator('o-wang')('ops.remove-staff', { staffId, operator: '王芳' }))
  expect(codeOf(await programme.operator('o-wang')('ops.help', {}))).toBe('unauthorised')
})

test('what an operator publishes through WeChat stands under their id where they give no name', async () => {
  const programme = await shop()
  await writeByHand(programme, 'stores', { _id: 'east', name: '东站店', merchantId: 'laoshan' })
  dataOf(await programme.operator('o-wang')('ops.publish', { kind: 'stores', id: 'east' }))
  const collection = { name: 'published', indexes: [], rule: { read: false, write: false } } as const
  const staffId = memberIdOf(programme.ports.secrets, 'o-wang')
  expect(await programme.store.get(collection, 'stores|east|1')).toMatchObject({ publishedBy: `operator|${staffId}` })
})
