import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { TestCloud } from '../fixture/test-cloud'

const identity = `
const cloud = require('wx-server-sdk')
let running = 0
exports.main = async ({ ms = 0, n }) => {
  running++
  const before = cloud.getWXContext().OPENID
  await new Promise((resolve) => setTimeout(resolve, ms))
  const seen = { n, before, after: cloud.getWXContext().OPENID, atOnce: running }
  running--
  return seen
}`
const odd = `
exports.main = async ({ kind }, context) => {
  if (kind === 'spin') for (;;);
  if (kind === 'hang') return new Promise(() => {})
  if (kind === 'exit') process.exit(3)
  if (kind === 'throw') throw new Error('no luck')
  if (kind === 'later') { setTimeout(() => { throw new Error('nobody catches this') }, 5); return new Promise(() => {}) }
  if (kind === 'unhandled') { Promise.reject(new Error('nobody waits')); return 'answered' }
  if (kind === 'cycle') { const a = {}; a.a = a; return a }
  if (kind === 'nothing') return undefined
  if (kind === 'context') return context
  console.log('plain', { a: 1 }); console.error('bad %d', 5)
  return process.env.EXTRA
}`
const clocked = `
const RealDate = Date
exports.main = async ({ waitMs }) => {
  const fromMs = performance.now()
  await new Promise((resolve) => setTimeout(resolve, waitMs || 0))
  return {
    now: Date.now(), made: new Date().getTime(), text: Date().slice(11, 15), given: new Date(5).getTime(),
    isDate: new Date() instanceof Date, own: new Date().constructor === Date, elapsed: performance.now() - fromMs,
  }
}`

const local = new TestCloud()

beforeAll(
  () =>
    local.start([
      { name: 'identity', source: identity },
      { name: 'odd', source: odd, timeoutSeconds: 1 },
      { name: 'clocked', source: clocked },
      { name: 'broken', source: 'exports.main = 5' },
      { name: 'unreadable', source: 'exports.main = (' },
    ]),
  60_000,
)
afterAll(() => local.remove())

const call = (name: string, event: unknown, openid?: string) => local.cloud.call(name, event, { openid })
const log = async () => (await local.http('GET', '/_local/log')).json().items

describe('an invocation', () => {
  test('fifty callers at once each are themselves, before and after waiting', async () => {
    const openids = Array.from({ length: 50 }, (_, n) => `oCaller${n}`)
    const seen = await Promise.all(openids.map((openid, n) => call('identity', { ms: n % 7, n }, openid)))
    expect(seen).toEqual(openids.map((openid, n) => ({ n, before: openid, after: openid, atOnce: 1 })))
  })

  test('does not inherit the identity of the one before it', async () => {
    await call('identity', {}, 'oFirst')
    expect(await call('identity', { n: 1 })).toEqual({ n: 1, atOnce: 1 })
  })

  test('that answers nothing answers null', async () => {
    expect(await call('odd', { kind: 'nothing' })).toBeNull()
  })

  test('learns its limits from the context', async () => {
    expect(await call('odd', { kind: 'context' })).toMatchObject({ function_name: 'odd', time_limit_in_ms: 1_000 })
  })

  test.each([
    ['spins', 'spin', 'FUNCTIONS_TIME_LIMIT_EXCEEDED'],
    ['never answers', 'hang', 'FUNCTIONS_TIME_LIMIT_EXCEEDED'],
    ['ends its process', 'exit', 'FUNCTIONS_EXECUTE_FAIL'],
    ['throws', 'throw', 'FUNCTIONS_EXECUTE_FAIL'],
    ['throws when nobody catches', 'later', 'FUNCTIONS_EXECUTE_FAIL'],
    ['answers what is no JSON', 'cycle', 'FUNCTIONS_EXECUTE_FAIL'],
  ])(
    'that %s fails alone: the next one is served',
    async (_name, kind, code) => {
      await expect(call('odd', { kind })).rejects.toMatchObject({ code })
      expect(await call('odd', { kind: 'nothing' })).toBeNull()
    },
    20_000,
  )

  test('whose leftover promise fails is not disturbed', async () => {
    expect(await call('odd', { kind: 'unhandled' })).toBe('answered')
    expect(await call('odd', { kind: 'nothing' })).toBeNull()
  })

  test('leaves its lines, event and reply in the log', async () => {
    await call('odd', { kind: 'talk' }, 'oTalker')
    expect((await log()).at(-1)).toMatchObject({
      function: 'odd',
      source: 'wx_client',
      openid: 'oTalker',
      event: { kind: 'talk' },
      lines: ['plain { a: 1 }', 'bad 5'],
    })
  })
})

describe('a bundle', () => {
  test.each([
    ['without main', 'broken', /does not export main/],
    ['that does not parse', 'unreadable', /SyntaxError/],
  ])('%s says so to the caller', async (_name, name, message) => {
    await expect(call(name, {})).rejects.toThrow(message)
  })

  test('that was rebuilt serves the next call, while a running call ends under the old one', async () => {
    const running = call('identity', { ms: 1_500, n: 1 }, 'oOld')
    await new Promise((resolve) => setTimeout(resolve, 100))
    writeFileSync(path.join(local.functionsDir, 'identity', 'index.js'), `exports.main = async () => 'rebuilt'`)
    const deadlineMs = performance.now() + 10_000
    let reply: unknown
    while (reply !== 'rebuilt' && performance.now() < deadlineMs) {
      await new Promise((resolve) => setTimeout(resolve, 100))
      reply = await call('identity', {})
    }
    expect(reply).toBe('rebuilt')
    expect(await running).toMatchObject({ before: 'oOld', after: 'oOld' })
  }, 20_000)
})

describe('the clock', () => {
  const at = Date.parse('2026-12-31T23:59:58+08:00')
  afterEach(() => local.http('DELETE', '/_local/clock'))

  test('that stands is what functions see in every way to ask', async () => {
    await local.http('POST', '/_local/clock', { now: '2026-12-31T23:59:58+08:00' })
    const seen = (await call('clocked', { waitMs: 50 })) as Record<string, unknown>
    expect(seen).toMatchObject({ now: at, made: at, text: '2026', given: 5, isDate: true, own: true })
    expect(seen.elapsed).toBeGreaterThan(40)
  })

  test('is moved, standing or running, and returns', async () => {
    await local.http('POST', '/_local/clock', { now: '2026-12-31T23:59:58+08:00' })
    const moved = (await local.http('POST', '/_local/clock', { advanceMs: 2_000 })).json()
    expect(moved).toEqual({ nowMs: at + 2_000, isStopped: true, isReal: false })
    expect((await local.http('DELETE', '/_local/clock')).json()).toMatchObject({ isStopped: false, isReal: true })
    const ahead = (await local.http('POST', '/_local/clock', { advanceMs: 86_400_000 })).json()
    expect(ahead).toMatchObject({ isStopped: false, isReal: false })
    expect(ahead.nowMs - Date.now()).toBeGreaterThan(86_390_000)
    expect(((await call('clocked', {})) as { now: number }).now).toBeGreaterThanOrEqual(ahead.nowMs)
  })

  test.each([
    ['nothing', {}],
    ['a day that is none', { now: '2026-02-30x' }],
    ['a word', { advanceMs: 'a day' }],
  ])('refuses %s', async (_name, body) => {
    expect((await local.http('POST', '/_local/clock', body)).status).toBe(400)
  })

  test('does not move the time limit', async () => {
    const hanging = expect(call('odd', { kind: 'hang' })).rejects.toMatchObject({
      code: 'FUNCTIONS_TIME_LIMIT_EXCEEDED',
    })
    await new Promise((resolve) => setTimeout(resolve, 50))
    await local.http('POST', '/_local/clock', { advanceMs: 3_600_000 })
    const startedMs = performance.now()
    await hanging
    expect(performance.now() - startedMs).toBeGreaterThan(500)
  })
})
