import { createQueries } from './queries'
import type { Envelope } from './types'

/** A door that answers every query with its own name, and remembers what reached it. */
function door() {
  const received: Envelope[] = []
  const answerOf = (action: string) => ({ ok: true, data: { action }, requestId: 'r' })
  let failures = 0
  return {
    received,
    failNext(times: number) {
      failures = times
    },
    transport: async (envelope: Envelope) => {
      received.push(envelope)
      if (failures-- > 0) throw new Error('no network')
      if (envelope.action !== 'batch') return answerOf(envelope.action)
      const { queries } = envelope.input as { queries: { action: string }[] }
      return { ok: true, data: { replies: queries.map(({ action }) => answerOf(action)) }, requestId: 'b' }
    },
  }
}
const noWait = async () => {}

test('queries of one tick travel in one call and each gets its own reply', async () => {
  const { transport, received } = door()
  const ask = createQueries({ transport, wait: noWait })
  const replies = await Promise.all([
    ask('members.me', {}),
    ask('check-in.status', {}),
    ask('points.explain', { seq: 3 }),
  ])
  expect(received).toEqual([
    {
      action: 'batch',
      input: {
        queries: [
          { action: 'members.me', input: {} },
          { action: 'check-in.status', input: {} },
          { action: 'points.explain', input: { seq: 3 } },
        ],
      },
    },
  ])
  expect(replies.map((reply) => reply.ok && reply.data)).toEqual([
    { action: 'members.me' },
    { action: 'check-in.status' },
    { action: 'points.explain' },
  ])
})

test('a query on its own goes without the wrapping', async () => {
  const { transport, received } = door()
  await createQueries({ transport, wait: noWait })('members.me', {})
  expect(received).toEqual([{ action: 'members.me', input: {} }])
})

test('queries of different ticks are different calls', async () => {
  const { transport, received } = door()
  const ask = createQueries({ transport, wait: noWait })
  await ask('members.me', {})
  await ask('members.me', {})
  expect(received).toHaveLength(2)
})

test('more than eight queries are split, and none is lost', async () => {
  const { transport, received } = door()
  const ask = createQueries({ transport, wait: noWait })
  const replies = await Promise.all(Array.from({ length: 17 }, (_, at) => ask('points.explain', { seq: at + 1 })))
  expect(received.map(({ input }) => (input as { queries?: unknown[] }).queries?.length ?? 1)).toEqual([8, 8, 1])
  expect(replies.every(({ ok }) => ok)).toBe(true)
})

test('a lost reply is asked for again', async () => {
  const { transport, received, failNext } = door()
  failNext(2)
  const reply = await createQueries({ transport, wait: noWait })('members.me', {})
  expect([reply.ok, received.length]).toEqual([true, 3])
})

test('without a network the answer is "unanswered", for every query of the batch', async () => {
  const { transport, failNext } = door()
  failNext(99)
  const ask = createQueries({ transport, wait: noWait })
  const replies = await Promise.all([ask('members.me', {}), ask('check-in.status', {})])
  expect(replies.map((reply) => !reply.ok && reply.code)).toEqual(['unanswered', 'unanswered'])
})

test('a refused batch refuses each of its queries', async () => {
  const refusal = { ok: false, code: 'busy', params: {}, retryable: true, requestId: 'b' }
  const ask = createQueries({ transport: async () => refusal, wait: noWait })
  expect(await Promise.all([ask('members.me', {}), ask('check-in.status', {})])).toEqual([refusal, refusal])
})

test('the same question twice in one tick is asked once and answered twice', async () => {
  const { transport, received } = door()
  const ask = createQueries({ transport, wait: noWait })
  const replies = await Promise.all([ask('members.me', {}), ask('members.me', {})])
  expect(received).toEqual([{ action: 'members.me', input: {} }])
  expect(replies.map(({ ok }) => ok)).toEqual([true, true])
})
