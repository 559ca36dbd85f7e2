import { request } from 'node:http'
import { TestCloud } from '../fixture/test-cloud'

const echo = `
const cloud = require('wx-server-sdk')
exports.main = async (event) => {
  if (event.fail) throw new Error('no luck')
  if (event.size) return 'x'.repeat(event.size)
  return { event, identity: cloud.getWXContext() }
}
`
const hook = `
const cloud = require('wx-server-sdk')
exports.main = async (event) => {
  const { answer } = JSON.parse(event.body)
  return answer || { ...event, identity: cloud.getWXContext() }
}`

const local = new TestCloud()

beforeAll(
  () =>
    local.start([
      { name: 'echo', source: echo },
      { name: 'hook', source: hook, httpPath: '/hook', clientInvoke: false },
    ]),
  60_000,
)
afterAll(() => local.remove())

/** fetch does not let Host be set, and sends every header name in lower case. */
function exchange(
  path: string,
  headers: Record<string, string>,
  body: string,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(local.cloud.address)
    const sent = request({ port, host: '127.0.0.1', path, method: 'POST', headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

async function raw(headers: Record<string, string>, path = '/functions/echo'): Promise<number> {
  return (await exchange(path, headers, '{}')).status
}

describe('POST /functions/<name>', () => {
  test('with an openid it is the call of that user', async () => {
    const reply = await local.http('POST', '/functions/echo', { a: 1 }, { 'x-wx-openid': 'oAnna' })
    expect(reply.json()).toEqual({
      event: { a: 1, userInfo: { appId: 'wxlocal', openId: 'oAnna' } },
      identity: { APPID: 'wxlocal', OPENID: 'oAnna', ENV: 'local-env', SOURCE: 'wx_client' },
    })
  })

  test('without one it is the console, which nobody stands behind', async () => {
    const reply = await local.http('POST', '/functions/echo', { a: 1 })
    expect(reply.json()).toEqual({
      event: { a: 1 },
      identity: { APPID: 'wxlocal', ENV: 'local-env', SOURCE: 'wx_devtools' },
    })
  })

  test.each<[string, number, string, string, unknown, Record<string, string>]>([
    ['a function that is not there', 404, 'FUNCTION_NOT_FOUND', '/functions/none', {}, {}],
    ['a function that clients may not call', 403, 'PERMISSION_DENIED', '/functions/hook', {}, { 'x-wx-openid': 'oA' }],
    ['an openid of digits alone', 400, 'INVALID_OPENID', '/functions/echo', {}, { 'x-wx-openid': '12345' }],
    ['text that is no JSON', 400, 'INVALID_JSON', '/functions/echo', '{"a":', {}],
    ['a form', 415, 'NOT_JSON', '/functions/echo', '{}', { 'content-type': 'text/plain' }],
    ['another origin', 403, 'FORBIDDEN_ORIGIN', '/functions/echo', {}, { origin: 'https://evil.example' }],
    ['an origin of nobody', 403, 'FORBIDDEN_ORIGIN', '/functions/echo', {}, { origin: 'null' }],
    ['a function that fails', 500, 'FUNCTIONS_EXECUTE_FAIL', '/functions/echo', { fail: true }, {}],
    ['an event of more than 6 MB', 413, 'PAYLOAD_TOO_LARGE', '/functions/echo', { a: 'x'.repeat(6_300_000) }, {}],
    ['a reply of more than 6 MB', 413, 'PAYLOAD_TOO_LARGE', '/functions/echo', { size: 6_300_000 }, {}],
    ['a path that is no path', 400, 'INVALID_PARAM', '/functions/%E0%A4%A', {}, {}],
  ])('%s: %i', async (_name, status, code, path, body, headers) => {
    const reply = await local.http('POST', path, body, headers)
    expect({ status: reply.status, code: reply.json().code }).toEqual({ status, code })
  })

  test('GET is not a call', async () => {
    expect((await local.http('GET', '/functions/echo')).status).toBe(405)
  })

  test('our own origin is welcome, a Host from elsewhere is not', async () => {
    const json = { 'content-type': 'application/json' }
    const host = new URL(local.cloud.address).host
    expect(await raw({ ...json, host, origin: `http://${host}` })).toBe(200)
    expect(await raw({ ...json, host: 'localhost' })).toBe(200)
    expect(await raw({ ...json, host: '[::1]:80' })).toBe(200)
    for (const foreign of ['evil.example', '127.0.0.1.evil.example', '192.168.1.5', '[fe80::1]'])
      expect(await raw({ ...json, host: foreign })).toBe(403)
    expect(await raw({ ...json, host: 'evil.example' }, '/admin')).toBe(403)
  })
})

describe('POST /http/<path>', () => {
  test('delivers the event of an HTTP trigger, its body untouched', async () => {
    const body = '{ "amountFen":1,\n"name":"茶" }'
    const sent = { 'Content-Type': 'application/json', 'X-Shop-Sign': 'Ab' }
    const { headers, ...event } = JSON.parse((await exchange('/http/hook?since=5', sent, body)).text)
    expect(event).toEqual({
      httpMethod: 'POST',
      path: '/hook',
      queryStringParameters: { since: '5' },
      body,
      isBase64Encoded: false,
      identity: { APPID: 'wxlocal', ENV: 'local-env', SOURCE: 'wx_http' },
    })
    expect(headers['x-shop-sign']).toBe('Ab')
    expect(Object.keys(headers).filter((name) => name !== name.toLowerCase())).toEqual([])
  })

  test('lets the function decide status, headers and body', async () => {
    const answer = { statusCode: 401, headers: { 'x-why': 'sign' }, body: 'no' }
    const reply = await local.http('POST', '/http/hook', { answer })
    expect({ status: reply.status, text: reply.text }).toEqual({ status: 401, text: 'no' })
  })

  test('is nobody, whoever the request says it is', async () => {
    const reply = await local.http('POST', '/http/hook', {}, { 'x-wx-openid': 'oAnna' })
    expect(reply.json().identity).toEqual({ APPID: 'wxlocal', ENV: 'local-env', SOURCE: 'wx_http' })
  })

  test('reaches only functions with a path', async () => {
    expect((await local.http('POST', '/http/echo', {})).status).toBe(404)
  })

  test('takes JSON only', async () => {
    expect((await local.http('POST', '/http/hook', 'a=1', { 'content-type': 'text/plain' })).status).toBe(415)
  })
})
