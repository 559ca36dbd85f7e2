import { Programme } from '../../../../test/kit/programme'
import { workOn } from '../../../../test/kit/work-on'
import { keepOfQuota } from './give-back'
import { createQuota, quotas, takenFromQuota } from './quota'

const QUOTA = { id: 'spring', shards: 1, parts: [100] }

async function quota() {
  const programme = await Programme.start()
  const take = (op: string, amount: number) => takenFromQuota(workOn(programme), QUOTA, { op, amount })
  const keep = (op: string, kept: number) => keepOfQuota(workOn(programme), QUOTA, { op, kept })
  const left = async () => {
    const { items } = await programme.store.find(quotas, {
      index: 'byQuota',
      equals: { quota: 'spring', shard: 0 },
      order: 'descending',
      limit: 1,
    })
    return items[0]?.left
  }
  return { programme, take, keep, left }
}

test('is made with its first use, and answers what was taken, also to who asks for another amount', async () => {
  const { take, left } = await quota()
  expect(await take('a', 30)).toBe(30)
  expect(await take('a', 50)).toBe(30)
  expect(await take('b', 71)).toBe(0)
  expect(await take('b', 1)).toBe(0)
  expect(await left()).toBe(70)
})

test('what is not kept goes back once, and can be taken by others', async () => {
  const { take, keep, left } = await quota()
  await take('a', 60)
  await Promise.all([keep('a', 20), keep('a', 20), keep('a', 20)])
  expect(await left()).toBe(80)
  await keep('a', 0)
  expect(await left()).toBe(80)
  expect(await take('b', 80)).toBe(80)
})

test('with nothing kept, what was never taken never will be, also where nobody had asked yet', async () => {
  const { take, keep, left } = await quota()
  await keep('late', 0)
  expect(await take('late', 10)).toBe(0)
  await take('a', 10)
  await keep('a', 10)
  await keep('refused', 0)
  await keep('refused', 0)
  expect(await left()).toBe(90)
})

test('goes back to the newest generation of its shard', async () => {
  const { programme, take, keep, left } = await quota()
  await createQuota(workOn(programme), QUOTA, [100])
  await take('a', 40)
  await programme.store.update(quotas, { _id: 'spring|0|0' }, { set: { sealed: true } })
  await keep('a', 10)
  expect(await left()).toBe(90)
  await keep('a', 10)
  expect(await left()).toBe(90)
  expect(await take('b', 90)).toBe(90)
})

test('of many parts, the one that gave gets it back', async () => {
  const programme = await Programme.start()
  const parts = { id: 'parts', shards: 3, parts: [5, 5, 5] }
  const work = () => workOn(programme)
  for (const op of ['a', 'b', 'c', 'd']) await takenFromQuota(work(), parts, { op, amount: 5 })
  for (const op of ['a', 'b', 'c', 'd']) await keepOfQuota(work(), parts, { op, kept: 2 })
  const { items } = await programme.store.find(quotas, { index: 'byQuota', equals: { quota: 'parts' }, limit: 10 })
  expect(items.map(({ left }) => left)).toEqual([3, 3, 3])
})
