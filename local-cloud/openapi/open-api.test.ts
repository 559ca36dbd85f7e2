import { TestCloud } from '../fixture/test-cloud'

const asking = `
const cloud = require('wx-server-sdk')
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
exports.main = async ({ service, input }) => {
  const [area, name] = service.split('.')
  try {
    const { buffer, ...rest } = await cloud.openapi[area][name](input)
    return { ...rest, ...(buffer ? { isBuffer: Buffer.isBuffer(buffer), start: buffer.toString('latin1', 1, 4) } : {}) }
  } catch ({ errCode, errMsg }) {
    return { errCode, errMsg }
  }
}`
const both = ['phonenumber.getPhoneNumber', 'wxacode.getUnlimited']

const local = new TestCloud()
beforeAll(
  () =>
    local.start([
      { name: 'counter', source: asking, permissions: { openapi: [...both, 'subscribeMessage.send'] } },
      { name: 'poster', source: asking, permissions: { openapi: ['wxacode.getUnlimited'] } },
      { name: 'nobody', source: asking },
    ]),
  60_000,
)
afterAll(() => local.remove())

const ask = (name: string, service: string, input: object) => local.cloud.call(name, { service, input })
const phoneOf = (code: unknown, more: object = {}) => ask('counter', 'phonenumber.getPhoneNumber', { code, ...more })
const tap = (body: unknown, headers?: Record<string, string>) => local.http('POST', '/_local/phones', body, headers)
const codeFor = async (phoneNumber: string, openid?: string) => (await tap({ phoneNumber, openid })).json().code

const badCode = { errCode: 40029, errMsg: 'openapi.phonenumber.getPhoneNumber:fail invalid code' }

describe('a phone code', () => {
  const at = '2026-12-31T23:59:59+08:00'
  afterEach(() => local.http('DELETE', '/_local/clock'))

  test('gives a function the number, once', async () => {
    await local.http('POST', '/_local/clock', { now: at })
    const code = await codeFor('13800138000')
    expect(code).toMatch(/^[0-9a-f]{64}$/)
    expect(await phoneOf(code)).toEqual({
      errCode: 0,
      errMsg: 'openapi.phonenumber.getPhoneNumber:ok',
      phoneInfo: {
        phoneNumber: '13800138000',
        purePhoneNumber: '13800138000',
        countryCode: '86',
        watermark: { timestamp: Date.parse(at) / 1_000, appid: 'wxlocal' },
      },
    })
    expect(await phoneOf(code)).toEqual(badCode)
  })

  test('of twenty functions that ask at once gives it to one', async () => {
    const code = await codeFor('13800138000')
    const answers = await Promise.all(Array.from({ length: 20 }, () => phoneOf(code)))
    expect(answers.filter((answer) => (answer as { errCode: number }).errCode === 0)).toHaveLength(1)
    expect(answers.filter((answer) => (answer as { errCode: number }).errCode === 40029)).toHaveLength(19)
  })

  test('ends after five minutes', async () => {
    await local.http('POST', '/_local/clock', { now: at })
    const [early, late] = [await codeFor('13800138000'), await codeFor('13800138000')]
    await local.http('POST', '/_local/clock', { advanceMs: 5 * 60_000 - 1 })
    expect(await phoneOf(early)).toMatchObject({ errCode: 0 })
    await local.http('POST', '/_local/clock', { advanceMs: 1 })
    expect(await phoneOf(late)).toEqual(badCode)
  })

  test('that was given to one user is no code for another', async () => {
    const code = await codeFor('13800138000', 'oAnna')
    expect(await phoneOf(code, { openid: 'oBert' })).toEqual(badCode)
    expect(await phoneOf(code, { openid: 'oAnna' })).toMatchObject({ errCode: 0 })
  })

  test.each([['made up'], [''], [5], [null], [{ $ne: '' }]])('%j is none', async (code) => {
    expect(await phoneOf(code)).toEqual(badCode)
  })

  test.each<[string, unknown, number, string, Record<string, string>]>([
    ['no number', {}, 400, 'INVALID_PARAM', {}],
    ['ten digits', { phoneNumber: '1380013800' }, 400, 'INVALID_PARAM', {}],
    ['twelve digits', { phoneNumber: '138001380001' }, 400, 'INVALID_PARAM', {}],
    ['a number with a break behind it', { phoneNumber: '13800138000\n' }, 400, 'INVALID_PARAM', {}],
    ['a number that is no text', { phoneNumber: 13800138000 }, 400, 'INVALID_PARAM', {}],
    ['an openid of digits', { phoneNumber: '13800138000', openid: '123' }, 400, 'INVALID_OPENID', {}],
    ['a form', '{}', 415, 'NOT_JSON', { 'content-type': 'text/plain' }],
    ['a page elsewhere', { phoneNumber: '13800138000' }, 403, 'FORBIDDEN_ORIGIN', { origin: 'http://evil.example' }],
  ])('is not given for %s', async (_name, body, status, code, headers) => {
    const refused = await tap(body, headers)
    expect({ status: refused.status, code: refused.json().code }).toEqual({ status, code })
  })

  test('is given by POST alone', async () => {
    expect((await local.http('GET', '/_local/phones')).status).toBe(405)
  })
})

describe('a mini-program code', () => {
  test('reaches the function as a picture', async () => {
    const answer = await ask('poster', 'wxacode.getUnlimited', {
      scene: 'c8kd02',
      page: 'pages/open',
      checkPath: false,
    })
    expect(answer).toEqual({
      errCode: 0,
      errMsg: 'openapi.wxacode.getUnlimited:ok',
      contentType: 'image/png',
      isBuffer: true,
      start: 'PNG',
    })
  })

  test.each<[number, object]>([
    [40169, { scene: 'x'.repeat(33) }],
    [40129, { scene: '茶' }],
    [41030, { scene: 's', page: '/pages/open' }],
    [40097, { scene: 's', width: 279 }],
    [40097, { scene: 's', lineColor: { r: 256, g: 0, b: 0 } }],
  ])('%i for %j', async (errCode, input) => {
    expect(await ask('poster', 'wxacode.getUnlimited', input)).toMatchObject({ errCode })
  })
})

describe('the permission of a function', () => {
  test.each<[string, string, object, number]>([
    ['counter', 'wxacode.getUnlimited', { scene: 's' }, 0],
    ['counter', 'phonenumber.getPhoneNumber', { code: 'x' }, 40029],
    ['poster', 'phonenumber.getPhoneNumber', { code: 'x' }, -604101],
    ['nobody', 'wxacode.getUnlimited', { scene: 's' }, -604101],
    ['nobody', 'phonenumber.getPhoneNumber', { code: 'x' }, -604101],
    ['counter', 'subscribeMessage.send', { touser: 'oAnna' }, -604100],
    ['nobody', 'no.such', {}, -604100],
  ])('%s asks %s(%j): %i', async (name, service, input, errCode) => {
    expect(await ask(name, service, input)).toMatchObject({ errCode })
  })

  test('is asked before anything is used up', async () => {
    const code = await codeFor('13800138000')
    expect(await ask('poster', 'phonenumber.getPhoneNumber', { code })).toMatchObject({ errCode: -604101 })
    expect(await phoneOf(code)).toMatchObject({ errCode: 0 })
  })

  test('is named in the output when the service is missing', () => {
    expect(local.lines).toContain('local-cloud has no cloud.openapi.subscribeMessage.send')
  })
})

describe('a malformed form', () => {
  const boundary = 'x7'
  const part = (name: string, value: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const post = async (body: string, contentType = `multipart/form-data; boundary=${boundary}`) => {
    const response = await fetch(`${local.cloud.sdkUrl}?env=local-env`, {
      method: 'POST',
      body: Buffer.from(body, 'latin1') as BodyInit,
      headers: { 'content-type': contentType },
    })
    const bytes = Buffer.from(await response.arrayBuffer())
    const isJson = response.headers.get('content-type') === 'application/json; charset=utf-8'
    return isJson ? JSON.parse(bytes.toString()) : { answer: bytes.toString('latin1') }
  }
  const form = (requestData: string, more: Record<string, string> = {}) => {
    const { token } = local.cloud.openSession({ openapi: both })
    const fields = {
      action: 'wx.openApi',
      apiName: 'wxacode.getUnlimited',
      requestData,
      wxCloudApiToken: token,
      ...more,
    }
    return `${Object.entries(fields)
      .map(([name, value]) => part(name, value))
      .join('')}--${boundary}--\r\n`
  }
  /** `{scene: "s"}` as the SDK writes it. */
  const good = '\x08\x00\x12\x0e\x0a\x0c\x0a\x05scene\x12\x03"s"'

  test('is known from one that is well-formed', async () => {
    expect((await post(form(good))).answer).toContain('PNG')
  })

  test.each<[string, () => [string, string?], string]>([
    ['without a boundary', () => [form(good), 'multipart/form-data'], 'INVALID_PARAM'],
    ['with another boundary', () => [form(good), 'multipart/form-data; boundary=y'], 'SIGN_PARAM_INVALID'],
    ['that is empty', () => [''], 'SIGN_PARAM_INVALID'],
    ['that ends in the middle', () => [form(good).slice(0, 60)], 'SIGN_PARAM_INVALID'],
    ['of nobody', () => [form(good, { wxCloudApiToken: 'made up' })], 'SIGN_PARAM_INVALID'],
    ['of another action', () => [form(good, { action: 'wx.wxPayApi' })], 'NOT_SUPPORTED'],
    ['with a cut message', () => [form(good.slice(0, -2))], 'INVALID_PARAM'],
    ['with a number that never ends', () => [form('\xff'.repeat(20))], 'INVALID_PARAM'],
    ['with a length beyond everything', () => [form('\x12\xff\xff\xff\xff\xff\xff\xff\x7f')], 'INVALID_PARAM'],
    ['with a field of another kind', () => [form('\x0d\x00\x00\x00\x00')], 'INVALID_PARAM'],
    ['with a parameter that is no JSON', () => [form(good.replace('"s"', '"s\\'))], 'INVALID_PARAM'],
  ])('%s is refused', async (_name, build, code) => {
    const [body, contentType] = build()
    expect(await post(body, contentType)).toMatchObject({ code, message: expect.any(String) })
    expect(local.lines.filter((line) => /gateway/.test(line))).toEqual([])
  })

  test('that asks for what every object has asks for nothing', async () => {
    const notFound = Buffer.from([0x18, 0xbc, 0x90, 0xdb, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01])
    expect((await post(form(good, { apiName: 'toString' }))).answer).toBe(notFound.toString('latin1'))
  })

  test('without parameters is a call without parameters', async () => {
    expect((await post(form(''))).answer).toContain('40169')
  })
})
