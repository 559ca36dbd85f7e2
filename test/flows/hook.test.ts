import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ActionName, Data, Input } from '../../cloudfunctions/api'
import type { Reply } from '../../cloudfunctions/platform/contract'
import { type LocalCloud, startLocalCloud } from '../../local-cloud'
import { TEST_MASTER_KEY } from '../kit/test-key'

let cloud: LocalCloud
let folder: string
let memberId: string
let west: Key
let east: Key

interface Key {
  readonly keyId: string
  readonly secret: string
}

async function ask<A extends ActionName>(door: string, action: A, input: Input<A>, openid?: string): Promise<Data<A>> {
  const from = openid === undefined ? {} : { openid }
  const reply = (await cloud.call(door, { action, input, key: `k-${Math.random()}` }, from)) as Reply<Data<A>>
  if (!reply.ok) throw new Error(`${action}: ${JSON.stringify(reply)}`)
  return reply.data
}

async function put(collection: string, { _id, ...fields }: Record<string, unknown>): Promise<void> {
  const response = await fetch(`${cloud.address}/_local/collections/${collection}/${_id}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ _id, ...fields }),
  })
  expect(response.status).toBe(200)
}

async function openWithKey(storeId: string): Promise<Key> {
  await put('stores', { _id: storeId, name: '西湖店', merchantId: 'laoshan', hookKeyId: `${storeId}-1` })
  await ask('ops', 'ops.publish', { kind: 'stores', id: storeId })
  const [key] = (await ask('ops', 'ops.hook-key', { storeId, operator: '王芳' })).keys
  if (!key) throw new Error('no key')
  return key
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hook-'))
  cloud = await startLocalCloud({
    dataDir: join(folder, 'data'),
    functionsDir: join(__dirname, '../../dist/cloudfunctions'),
    port: 0,
    functionEnv: { FUDIAN_MASTER_KEY: TEST_MASTER_KEY },
  })
  await cloud.deploy()
  await ask('ops', 'ops.init', {})
  west = await openWithKey('west')
  east = await openWithKey('east')
  memberId = (await ask('member', 'members.join', { consentVersion: '1' }, 'o-mei')).memberId
})
afterAll(async () => {
  await cloud.close()
  rmSync(folder, { recursive: true })
})

/** A request as the till of a shop makes it: signed over the very bytes that are sent. */
function signedWith({ keyId, secret }: Key, body: string, timestamp = String(cloud.nowMs())) {
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
  return {
    headers: { 'x-fudian-key': keyId, 'x-fudian-timestamp': timestamp, 'x-fudian-signature': signature },
    body,
  }
}

async function send({ headers, body }: { headers: Record<string, string>; body: string }): Promise<Reply> {
  const response = await fetch(`${cloud.address}/http/hook`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  })
  expect(response.status).toBe(200)
  return (await response.json()) as Reply
}

const recorded = (orderNo: string, fields: Partial<Input<'orders.record'>> = {}, key = `till-${orderNo}`) =>
  JSON.stringify({
    action: 'orders.record',
    input: { storeId: 'west', orderNo, memberId, amountFen: 10_000, ...fields },
    key,
  })
const codeOf = (reply: Reply) => (reply.ok ? 'ok' : reply.code)
const without = (reply: Reply) => ({ ...reply, requestId: '' })
/** How many lines the member's statement has. */
const entries = async () => (await ask('member', 'points.statement', { limit: 50 }, 'o-mei')).items.length

test('a purchase that a till signed is recorded, and the same request again is answered the same', async () => {
  const request = signedWith(west, recorded('A-1'))
  const first = await send(request)
  expect(first).toMatchObject({ ok: true, data: { orderNo: 'A-1', points: { pending: 100 } } })
  const before = await entries()
  expect(without(await send(request))).toEqual(without(first))
  expect(await entries()).toBe(before)
})

test('signed anew minutes later it is still the same purchase', async () => {
  const body = recorded('A-2')
  const first = await send(signedWith(west, body))
  expect(first.ok).toBe(true)
  const later = await send(signedWith(west, body, String(cloud.nowMs() + 4 * 60_000)))
  expect(without(later)).toEqual(without(first))
})

test('one request twenty times at once is one purchase, and twenty equal answers', async () => {
  const before = await entries()
  const request = signedWith(west, recorded('单号-三', {}, 'till-3'))
  const replies = await Promise.all(Array.from({ length: 20 }, () => send(request)))
  expect(new Set(replies.map((reply) => JSON.stringify(without(reply)))).size).toBe(1)
  expect(codeOf(replies[0] as Reply)).toBe('ok')
  expect(await entries()).toBe(before + 1)
})

test('a request is refused with another key, an old moment, or a body changed by one byte, and nothing is written', async () => {
  const before = await entries()
  const body = recorded('A-4')
  const now = cloud.nowMs()
  const good = signedWith(west, body)
  const wrong: Record<string, { headers: Record<string, string>; body: string }> = {
    "another store's secret": signedWith({ ...west, secret: east.secret }, body),
    'a key that is none': signedWith({ ...west, keyId: 'west-9' }, body),
    'six minutes ago': signedWith(west, body, String(now - 6 * 60_000)),
    'in six minutes': signedWith(west, body, String(now + 6 * 60_000)),
    'a moment that is none': signedWith(west, body, 'now'),
    'another moment than was signed': { ...good, headers: { ...good.headers, 'x-fudian-timestamp': String(now + 1) } },
    'one byte changed': { ...good, body: body.replace('10000', '90000') },
    'one space more': { ...good, body: `${body} ` },
    'no headers': { headers: {}, body },
    'half a signature': { ...good, headers: { ...good.headers, 'x-fudian-signature': 'abcdef' } },
  }
  for (const [what, request] of Object.entries(wrong)) {
    expect(`${what}: ${codeOf(await send(request))}`).toBe(`${what}: unauthorised`)
  }
  expect(await entries()).toBe(before)
  expect(codeOf(await send(good))).toBe('ok')
})

test('a till names its own store only, and a signed request that asks nothing is refused for what it is', async () => {
  expect(codeOf(await send(signedWith(east, recorded('A-5'))))).toBe('unauthorised')
  expect(codeOf(await send(signedWith(west, recorded('A-5', { storeId: 'east' }))))).toBe('unauthorised')
  expect(codeOf(await send(signedWith(east, recorded('A-5', { storeId: 'east' }))))).toBe('ok')
  expect(codeOf(await send(signedWith(west, 'null')))).toBe('invalid_input')
  expect(codeOf(await send(signedWith(west, '{"action":"orders.fly"}')))).toBe('unknown_action')
  expect(codeOf(await send(signedWith(west, '{"action":"ops.help","input":{}}')))).toBe('unknown_action')
  expect(codeOf(await send(signedWith(west, recorded('A-6', { amountFen: 0.5 }))))).toBe('invalid_input')
})

test('another purchase under the same number, and another input under the same key, are refused by name', async () => {
  expect(codeOf(await send(signedWith(west, recorded('A-7'))))).toBe('ok')
  expect(codeOf(await send(signedWith(west, recorded('A-7', { amountFen: 20_000 }, 'till-other'))))).toBe(
    'order_exists_with_other_content',
  )
  expect(codeOf(await send(signedWith(west, recorded('A-8', {}, 'till-A-7'))))).toBe('key_reused_with_other_input')
})

test('a clerk whose document was written in the console accepts a second store: what has no version can be changed', async () => {
  await put('staff', { _id: 'o-lin', stores: ['west'], role: 'clerk' })
  const { code, posterUrl } = await ask('ops', 'ops.invite-staff', { storeId: 'east', role: 'clerk', operator: '王芳' })
  expect(posterUrl).toMatch(/^http/)
  const { stores } = await ask('merchant', 'staff.accept', { code, name: '小林' }, 'o-lin')
  expect(stores.map(({ storeId }) => storeId)).toEqual(['west', 'east'])
  const { staff } = await ask('ops', 'ops.list-staff', {})
  const [person] = staff
  expect(person?.stores).toEqual(['west', 'east'])
  await ask('ops', 'ops.remove-staff', { staffId: person?.staffId ?? '', operator: '王芳' })
  expect((await ask('ops', 'ops.list-staff', {})).staff).toEqual([])
  const log = await ask('ops', 'ops.staff-log', { staffId: person?.staffId ?? '' })
  expect(log.lines.map(({ action }) => action)).toEqual(['staff.accept'])
})

test('the doctor finds nothing', async () => {
  expect((await ask('ops', 'ops.doctor', {})).findings).toEqual([])
})
