import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ProbeReport, probeDoor } from '../../cloudfunctions/adapters/wechat/probe'
import { type LocalCloud, startLocalCloud } from '../../local-cloud'

let cloud: LocalCloud
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'probe-'))
  cloud = await startLocalCloud({
    dataDir: join(folder, 'data'),
    functionsDir: join(__dirname, '../../dist/cloudfunctions'),
    port: 0,
  })
  await cloud.deploy()
})
afterAll(async () => {
  await cloud.close()
  rmSync(folder, { recursive: true })
})

async function local<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${cloud.address}/_local/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return (await response.json()) as T
}
const probe = async (event: unknown = {}) => (await cloud.call('probe', event)) as ProbeReport
const probed = async () =>
  (await local<{ items: { name: string; count: number }[] }>('GET', 'collections')).items.find(
    ({ name }) => name === 'probe',
  )

test('on a new local-cloud, before ops.init, everything is as the design assumes, and nothing is left behind', async () => {
  const report = await probe()
  expect(report.items.filter(({ ok }) => !ok)).toEqual([])
  expect(report.items.map(({ item }) => item)).toEqual([
    'collection',
    'console-call',
    'values',
    'whole-objects',
    'predicates',
    'paging',
    'duplicate',
    'missing-collection',
    'default-rows',
    'document-size',
    'update-one',
    'update-one-race',
    'hot-document',
    'isolation',
    'late-write',
    'no-op',
  ])
  expect(report).toMatchObject({ ok: true, cleanUp: { left: 0 } })
  expect(report.databaseCalls).toBeGreaterThan(300)
  expect(await probed()).toEqual({ name: 'probe', count: 0 })
}, 90_000)

test('one question may be asked alone', async () => {
  const report = await probe({ only: ['no-op'] })
  expect(report.items).toEqual([
    expect.objectContaining({ item: 'collection', ok: true }),
    { item: 'no-op', expected: '更新后内容没有变化时，updated = 0', found: 'updated = 0', ok: true },
  ])
})

test('what is not as expected is told with what was found and what to do, and the other questions are still asked', async () => {
  await local('POST', 'faults', { errorRate: 1, seed: 1 })
  try {
    const report = await probe({ only: ['console-call', 'duplicate', 'update-one'] })
    expect(report.ok).toBe(false)
    expect(report.items.map(({ item, ok }) => [item, ok])).toEqual([
      ['collection', false],
      ['console-call', true],
      ['duplicate', false],
      ['update-one', false],
    ])
    for (const { ok, found, ifNot } of report.items) {
      if (ok) continue
      expect(found).toContain('system error')
      expect(ifNot).toMatch(/\S/)
    }
    expect(report.cleanUp).toEqual({ failed: expect.stringContaining('system error') })
  } finally {
    await local('POST', 'faults', {})
  }
})

test('what an ended run has left is removed by the next one, and what a running one needs is not', async () => {
  const now = cloud.nowMs()
  await cloud.importDocuments('probe', [
    { _id: 'ended', run: 'ended', startedAtMs: now - 3_600_000 },
    { _id: 'running', run: 'running', startedAtMs: now },
  ])
  expect(await probe({ only: [] })).toMatchObject({ ok: false, cleanUp: { removed: 1, left: 1 } })
  await local('DELETE', 'collections/probe/running')
})

test('nobody but the console may run it', async () => {
  await expect(cloud.call('probe', {}, { openid: 'o-phone' })).rejects.toThrow('may not be called from a mini program')
  for (const source of ['wx_client', 'wx_http', 'wx_trigger']) {
    expect(await cloud.call('probe', {}, { source })).toMatchObject({ refused: expect.any(String), saw: { source } })
  }
})

test('a phone is refused by the function too, should the permission in the console be set wrong', async () => {
  const before = { ...process.env }
  Object.assign(process.env, { WX_CONTEXT_KEYS: 'WX_OPENID', WX_OPENID: 'o-phone', TCB_SOURCE: 'wx_devtools' })
  try {
    const answer = await probeDoor({ timeoutSeconds: 60 })({})
    expect(answer).toEqual({ refused: expect.any(String), saw: { source: 'wx_devtools', hasIdentity: true } })
  } finally {
    process.env = before
  }
})
