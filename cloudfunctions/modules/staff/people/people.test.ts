import { writeByHand } from '../../../../test/kit/by-hand'
import { codeOf, dataOf, Programme } from '../../../../test/kit/programme'
import { hire, openStore } from '../../../../test/kit/stores'
import { workOn } from '../../../../test/kit/work-on'
import { memberIdOf } from '../../../platform/identity'
import { staffName } from './people'
import { staffDocuments } from './store'

const without = <T extends { requestId: string }>(reply: T) => ({ ...reply, requestId: '' })

async function shop() {
  const programme = await Programme.start()
  await openStore(programme, 'west')
  const idOf = (openid: string) => memberIdOf(programme.ports.secrets, openid)
  return { programme, ops: programme.ops(), idOf }
}

describe('a document written by hand', () => {
  test('of an openid, stores and a role is enough, and counts within five seconds', async () => {
    const { programme } = await shop()
    const ask = programme.staff('o-lin')
    expect(codeOf(await ask('staff.me', {}))).toBe('not_staff')
    await writeByHand(programme, 'staff', { _id: 'o-lin', stores: ['west'], role: 'clerk' })
    programme.wait(4_999)
    expect(codeOf(await ask('staff.me', {}))).toBe('not_staff')
    programme.wait(1)
    expect(dataOf(await ask('staff.me', {}))).toMatchObject({
      stores: [{ storeId: 'west', name: '西湖店' }],
      roles: ['clerk'],
    })
  })

  test.each<[Record<string, unknown>, string, string]>([
    [{ stores: ['west'], role: 'boss' }, 'role', '只能写 clerk、manager、operator 之一'],
    [{ stores: ['west'] }, 'role', '必填'],
    [{ stores: 'west', role: 'clerk' }, 'stores', '要填一组，写在 [ ] 里'],
    [{ stores: ['西湖'], role: 'clerk' }, 'stores.0', '只能用字母、数字、_ 和 -，最多 64 个'],
    [{ stores: ['west'], role: 'clerk', isOperator: 'yes' }, 'isOperator', '只能写 true 或 false'],
    [{ stores: ['west'], role: 'clerk', name: '' }, 'name', '不能空着'],
  ])('that cannot be read (%j) makes nobody staff, loudly', async (fields, path, message) => {
    const { programme, ops } = await shop()
    await writeByHand(programme, 'staff', { _id: 'o-lin', ...fields })
    expect(codeOf(await programme.staff('o-lin')('staff.me', {}))).toBe('not_staff')
    expect(codeOf(await programme.operator('o-lin')('ops.doctor', {}))).toBe('unauthorised')
    const bug = `a document in staff is no staff: ${path}: ${message}`
    expect(programme.log).toContainEqual(expect.objectContaining({ bug: expect.stringContaining(bug) }))
    const { findings } = dataOf(await ops('ops.doctor', {}))
    expect(findings).toEqual([{ where: 'staff', path: `o-lin.${path}`, text: `店员有误：${message}` }])
    expect(dataOf(await ops('ops.list-staff', {})).staff).toEqual([])
  })

  test('that names a store there is none of is told of, and counts for the others', async () => {
    const { programme, ops } = await shop()
    await writeByHand(programme, 'staff', { _id: 'o-lin', stores: ['west', 'wset'], role: 'manager' })
    const { findings } = dataOf(await ops('ops.doctor', {}))
    expect(findings).toEqual([{ where: 'staff', path: 'o-lin.stores', text: '店员有误：没有在执行的门店 wset' }])
    const { stores, roles } = dataOf(await programme.staff('o-lin')('staff.me', {}))
    expect({ stores, roles }).toEqual({ stores: [{ storeId: 'west', name: '西湖店' }], roles: ['manager'] })
  })

  test('of an operator needs no store', async () => {
    const { programme } = await shop()
    await writeByHand(programme, 'staff', { _id: 'o-wang', role: 'operator' })
    expect(dataOf(await programme.staff('o-wang')('staff.me', {}))).toMatchObject({ stores: [], roles: ['operator'] })
    expect(dataOf(await programme.operator('o-wang')('ops.doctor', {})).isHealthy).toBe(true)
  })
})

describe('ops.list-staff', () => {
  test('has everybody who may do something, with stores, roles and since when', async () => {
    const { programme, ops, idOf } = await shop()
    await hire(programme, 'o-lin', { storeId: 'west', role: 'manager', name: '小林' })
    await writeByHand(programme, 'staff', { _id: 'o-zhu', stores: ['west'], role: 'clerk' })
    expect(dataOf(await ops('ops.list-staff', {})).staff).toEqual([
      { staffId: idOf('o-lin'), name: '小林', roles: ['manager'], stores: ['west'], since: '2026-03-10 10:00:00' },
      {
        staffId: idOf('o-zhu'),
        name: `店员${idOf('o-zhu').slice(0, 4)}`,
        roles: ['clerk'],
        stores: ['west'],
        since: '',
      },
    ])
  })
})

describe('ops.remove-staff', () => {
  test('takes all rights away: here at once, elsewhere within five seconds', async () => {
    const { programme, ops, idOf } = await shop()
    const ask = await hire(programme, 'o-lin', { storeId: 'west' })
    const elsewhere = new Programme({ store: programme.store })
    dataOf(await elsewhere.staff('o-lin')('staff.me', {}))
    dataOf(await ops('ops.remove-staff', { staffId: idOf('o-lin'), operator: '王芳' }))
    expect(codeOf(await ask('staff.me', {}))).toBe('not_staff')
    elsewhere.wait(4_999)
    expect(dataOf(await elsewhere.staff('o-lin')('staff.me', {})).roles).toEqual(['clerk'])
    elsewhere.wait(1)
    expect(codeOf(await elsewhere.staff('o-lin')('staff.me', {}))).toBe('not_staff')
    expect(dataOf(await ops('ops.list-staff', {})).staff).toEqual([])
  })

  test('answers the same to its key for ever, also when they were taken on again, and removes nobody twice', async () => {
    const { programme, ops, idOf } = await shop()
    const input = { staffId: idOf('o-lin'), operator: '王芳' }
    expect(codeOf(await ops('ops.remove-staff', input))).toBe('no_such_staff')
    await hire(programme, 'o-lin', { storeId: 'west' })
    const first = await ops('ops.remove-staff', input, 'k-1')
    expect(dataOf(first)).toEqual({ staffId: input.staffId })
    expect(codeOf(await ops('ops.remove-staff', input))).toBe('no_such_staff')
    const ask = await hire(programme, 'o-lin', { storeId: 'west' })
    expect(without(await ops('ops.remove-staff', input, 'k-1'))).toEqual(without(first))
    expect(dataOf(await ask('staff.me', {})).roles).toEqual(['clerk'])
    const other = { ...input, operator: '李明' }
    expect(codeOf(await ops('ops.remove-staff', other, 'k-1'))).toBe('key_reused_with_other_input')
  })

  test('of ten who remove at once one does', async () => {
    const { programme, ops, idOf } = await shop()
    await hire(programme, 'o-lin', { storeId: 'west' })
    const input = { staffId: idOf('o-lin'), operator: '王芳' }
    const replies = await Promise.all(Array.from({ length: 10 }, () => ops('ops.remove-staff', input)))
    expect(replies.filter((reply) => reply.ok)).toHaveLength(1)
    expect((await programme.store.get(staffDocuments, 'o-lin'))?.removals).toHaveLength(1)
  })

  test('removes somebody whom a hand had written', async () => {
    const { programme, ops, idOf } = await shop()
    await writeByHand(programme, 'staff', { _id: 'o-lin', stores: ['west'], role: 'clerk' })
    dataOf(await ops('ops.remove-staff', { staffId: idOf('o-lin'), operator: '王芳' }))
    expect(codeOf(await programme.staff('o-lin')('staff.me', {}))).toBe('not_staff')
  })

  test('whoever was removed and is taken on again begins anew, with the store they are invited to', async () => {
    const { programme, ops, idOf } = await shop()
    await openStore(programme, 'east', { name: '东站店' })
    await hire(programme, 'o-lin', { storeId: 'west', role: 'manager', name: '小林' })
    dataOf(await ops('ops.remove-staff', { staffId: idOf('o-lin'), operator: '王芳' }))
    const ask = await hire(programme, 'o-lin', { storeId: 'east' })
    expect(dataOf(await ask('staff.me', {}))).toEqual({
      name: '小林',
      stores: [{ storeId: 'east', name: '东站店' }],
      roles: ['clerk'],
    })
  })
})

test('a name stands under what somebody did also after they have left', async () => {
  const { programme, ops, idOf } = await shop()
  await hire(programme, 'o-lin', { storeId: 'west', name: '小林' })
  expect(await staffName(workOn(programme), idOf('o-lin'))).toBe('小林')
  dataOf(await ops('ops.remove-staff', { staffId: idOf('o-lin'), operator: '王芳' }))
  expect(await staffName(workOn(programme), idOf('o-lin'))).toBe('小林')
  expect(await staffName(workOn(programme), idOf('o-nobody'))).toBe('已离职的店员')
})
