import { TestCloud, writeFunctions } from '../fixture/test-cloud'

const cron = `exports.main = async (event) => ({ event, source: process.env.TCB_SOURCE, by: process.env.TRIGGER_SRC, at: Date.now() })`

const local = new TestCloud()
/** What it does of the first minute of a year takes longer than what it does of the second. */
const slow = `exports.main = ({ Time }) => new Promise((done) => setTimeout(done, Time.includes(':00:') ? 500 : 0))`
const newYear = { name: 'new-year', config: '0 0 0 1 1 * *' }
const tick = { name: 'tick', config: '0 * * * * * *' }

beforeAll(async () => {
  await local.start([
    { name: 'cron', source: cron, clientInvoke: false, triggers: [tick] },
    { name: 'slow', source: slow, clientInvoke: false, triggers: [newYear] },
  ])
}, 60_000)
beforeEach(() => local.http('POST', '/_local/clock', { now: '2026-11-22T10:00:30+08:00' }))
afterAll(() => local.remove())

const timers = async () => (await local.http('GET', '/_local/timers')).json().items

/** The replies of the runs since a moment, once no more come. */
async function runsSince(seq: number): Promise<{ at: number; by: string }[]> {
  await new Promise((resolve) => setTimeout(resolve, 300))
  const { items } = (await local.http('GET', `/_local/log?after=${seq}`)).json()
  return items.map(({ reply }: { reply: { at: number; by: string } }) => reply)
}
const lastSeq = async () => (await local.http('GET', '/_local/log')).json().items.at(-1)?.seq ?? 0

test('a timer says when it is next', async () => {
  expect(await timers()).toMatchObject([
    { function: 'cron', ...tick, nextAtMs: Date.parse('2026-11-22T10:01:00+08:00') },
    { function: 'slow', ...newYear, nextAtMs: Date.parse('2027-01-01T00:00:00+08:00') },
  ])
})

test('a timer fired by hand is a timer call', async () => {
  const { reply, name } = (await local.http('POST', '/_local/timers/tick')).json()
  expect({ reply, name }).toMatchObject({
    name: 'tick',
    reply: {
      source: 'wx_trigger',
      by: 'timer',
      event: { Type: 'Timer', TriggerName: 'tick', Time: '2026-11-22T02:00:30.000Z' },
    },
  })
})

test('a timer that is not there cannot be fired', async () => {
  expect((await local.http('POST', '/_local/timers/tock')).status).toBe(404)
})

test('a timer fired by hand answers when what was under way has ended', async () => {
  await local.http('POST', '/_local/clock', { now: '2026-12-31T23:59:59+08:00' })
  const seq = await lastSeq()
  await local.http('POST', '/_local/clock', { now: '2027-01-01T00:00:30+08:00' })
  await local.http('POST', '/_local/clock', { now: '2027-01-01T00:01:30+08:00' })
  await local.http('POST', '/_local/timers/new-year')
  const { items } = (await local.http('GET', `/_local/log?after=${seq}`)).json()
  expect(items.filter((item: { function: string }) => item.function === 'slow')).toHaveLength(2)
})

test('nothing fires while time stands', async () => {
  const seq = await lastSeq()
  expect(await runsSince(seq)).toEqual([])
})

test('a jump over a thousand firings fires once, at the new time', async () => {
  const seq = await lastSeq()
  await local.http('POST', '/_local/clock', { advanceMs: 86_400_000 })
  const runs = await runsSince(seq)
  expect(runs.map(({ at }) => at)).toEqual([Date.parse('2026-11-23T10:00:30+08:00')])
  expect((await timers())[0]).toMatchObject({ nextAtMs: Date.parse('2026-11-23T10:01:00+08:00') })
})

test('a jump that reaches no firing fires nothing', async () => {
  const seq = await lastSeq()
  await local.http('POST', '/_local/clock', { advanceMs: 29_000 })
  expect(await runsSince(seq)).toEqual([])
})

test('a jump back fires nothing, and the next firing is counted from there', async () => {
  const seq = await lastSeq()
  await local.http('POST', '/_local/clock', { advanceMs: -3_600_000 })
  expect(await runsSince(seq)).toEqual([])
  expect((await timers())[0]).toMatchObject({ nextAtMs: Date.parse('2026-11-22T09:01:00+08:00') })
})

test('while time runs, the timer fires by itself', async () => {
  const seq = await lastSeq()
  await local.http('DELETE', '/_local/clock')
  const untilNextMs = (await timers())[0].nextAtMs - Date.now()
  await local.http('POST', '/_local/clock', { advanceMs: untilNextMs - 500 })
  await new Promise((resolve) => setTimeout(resolve, 700))
  expect((await runsSince(seq)).length).toBeGreaterThanOrEqual(1)
})

test('a timer in cloud.json that is no cron keeps what was deployed', async () => {
  writeFunctions(local.functionsDir, [{ name: 'cron', source: cron, triggers: [{ name: 'bad', config: '* *' }] }])
  await expect(local.cloud.deploy()).rejects.toThrow(/seven fields/)
  expect(await timers()).toMatchObject([{ name: 'tick' }, { name: 'new-year' }])
})

test('no timer fires by itself while they are still; what is due by then fires once behind it', async () => {
  const seq = await lastSeq()
  const during = await local.cloud.withTimersStill(async () => {
    await local.http('POST', '/_local/clock', { advanceMs: 600_000 })
    return runsSince(seq)
  })
  expect(during).toEqual([])
  expect(await runsSince(seq)).toHaveLength(1)
})
