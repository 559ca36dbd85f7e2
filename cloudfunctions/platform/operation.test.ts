import { Programme } from '../../test/kit/programme'
import { workOn } from '../../test/kit/work-on'
import { carryOut, type Intent, type Operation, sharedIntent, sweepJob } from './operation'
import { defineCollection } from './store'

const intents = defineCollection<Intent>({ name: 'intents', indexes: [{ name: 'byOpen', fields: ['openSinceMs'] }] })

async function started() {
  const programme = await Programme.start()
  await programme.store.createCollection(intents)
  const done: string[] = []
  const operation: Operation<Intent, string> = {
    name: 'test-intents',
    collection: intents,
    async steps(_work, { _id }) {
      if (_id === 'broken') throw new Error('a bug in the steps of this one')
      done.push(_id)
      return `${_id} done`
    },
  }
  const open = (_id: string) => programme.store.insert(intents, { _id, openSinceMs: programme.nowMs })
  return { programme, done, operation, open }
}

test('what is settled is not done again', async () => {
  const { programme, done, operation, open } = await started()
  await open('one')
  const intent = { _id: 'one', openSinceMs: programme.nowMs }
  expect(await carryOut(workOn(programme), operation, intent)).toBe('one done')
  expect(await carryOut(workOn(programme), operation, { ...intent, openSinceMs: null })).toBeNull()
  expect(done).toEqual(['one'])
  expect(await programme.store.get(intents, 'one')).toEqual({ _id: 'one', openSinceMs: null })
})

test('who goes on with an intent beside the function that began leaves that one nothing to settle, and opens nothing anew', async () => {
  const { programme, operation, open } = await started()
  await open('one')
  const begun = { _id: 'one', openSinceMs: programme.nowMs }
  const shared = await sharedIntent(workOn(programme), intents, begun)
  expect(await carryOut(workOn(programme), operation, begun)).toBe('one done')
  expect(await programme.store.get(intents, 'one')).toEqual(shared)
  await carryOut(workOn(programme), operation, shared)
  const settled = { _id: 'one', openSinceMs: null }
  expect(await sharedIntent(workOn(programme), intents, begun)).toEqual(settled)
  expect(await programme.store.get(intents, 'one')).toEqual(settled)
})

test('a sweep waits until the function that began has certainly ended', async () => {
  const { programme, done, operation, open } = await started()
  await open('one')
  programme.nowMs += 89_000
  await sweepJob(operation).slice(workOn(programme), null)
  expect(done).toEqual([])
  programme.nowMs += 2_000
  await sweepJob(operation).slice(workOn(programme), null)
  expect(done).toEqual(['one'])
})

test('one that cannot be gone on with is reported, stays open, and keeps nobody waiting', async () => {
  const { programme, done, operation, open } = await started()
  await open('broken')
  programme.nowMs += 1_000
  for (let number = 0; number < 60; number += 1) await open(`n${String(number).padStart(2, '0')}`)
  programme.nowMs += 2 * 60_000
  const first = await sweepJob(operation).slice(workOn(programme), null)
  expect(first).toMatchObject({ done: 50, next: expect.any(String) })
  expect(await sweepJob(operation).slice(workOn(programme), first.next)).toEqual({ done: 11, next: null })
  expect(done).toHaveLength(60)
  expect((await programme.store.get(intents, 'broken'))?.openSinceMs).not.toBeNull()
  expect(programme.log.some(({ bug }) => String(bug).includes('a bug in the steps'))).toBe(true)
})
