import { request } from 'node:http'
import { TestCloud } from '../fixture/test-cloud'

const local = new TestCloud()
beforeAll(() => local.start(), 60_000)
afterAll(() => local.remove())

type Headers = Record<string, string>

const idOf = (path: string) => `cloud://local-env.6c6f-local-env/${path}`
const byId = (path: string) => `/_files?id=${encodeURIComponent(idOf(path))}`

async function send(method: string, address: string, body?: string | Uint8Array, headers: Headers = {}) {
  const response = await fetch(local.cloud.address + address, { method, body: body as BodyInit | undefined, headers })
  const bytes = Buffer.from(await response.arrayBuffer())
  const { status, headers: got } = response
  return { status, text: bytes.toString(), bytes, header: (name: string) => got.get(name) }
}
/** As a page in a browser uploads for the user that it plays. */
const upload = (path: string, body: string | Uint8Array, headers: Headers = { 'x-wx-openid': 'oAnna' }) =>
  send('POST', `/_local/files?path=${encodeURIComponent(path)}`, body, headers)

/** fetch tidies an address before it is sent. */
function raw(method: string, path: string, headers: Headers = {}): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(local.cloud.address)
    const sent = request({ port, host: '127.0.0.1', path, method, headers }, (response) => {
      let text = ''
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    sent.on('error', reject)
    sent.end()
  })
}

describe('the real SDK', () => {
  test('stores a file, reads it, finds its address and deletes it', async () => {
    const seen = await local.run(async ({ cloud }) => {
      const { fileID } = await cloud.uploadFile({ cloudPath: 'shops/tea.txt', fileContent: Buffer.from('一杯茶') })
      const { fileContent } = await cloud.downloadFile({ fileID })
      const found = await cloud.getTempFileURL({ fileList: [fileID, 'cloud://other.6c6f-other/a'] })
      const response = await fetch(String(found.fileList[0]?.tempFileURL), { headers: { range: 'bytes=3-5' } })
      const part = { status: response.status, text: await response.text(), type: response.headers.get('content-type') }
      const removed = await cloud.deleteFile({ fileList: [fileID, fileID] })
      const after = await cloud.getTempFileURL({ fileList: [fileID] })
      return { fileID, text: fileContent.toString(), found, part, removed, after }
    })
    const fileID = idOf('shops/tea.txt')
    const none = { status: -503003, errMsg: 'storage file not exists' }
    expect(seen).toMatchObject({
      fileID,
      text: '一杯茶',
      part: { status: 206, text: '杯', type: 'text/plain; charset=utf-8' },
      found: { fileList: [{ fileID, status: 0, maxAge: 7_200 }, none] },
      removed: {
        fileList: [
          { fileID, status: 0 },
          { fileID, ...none },
        ],
      },
      after: { fileList: [none] },
    })
  })

  test.each<[string, string, number, RegExp]>([
    ['to a path above the bucket', '../a', 1, /the path of a file is/],
    ['to a path that an address cannot hold', 'a b.png', 1, /the path of a file is/],
    ['of one byte more than 10 MB', 'big', 10 * 1024 * 1024 + 1, /PAYLOAD_TOO_LARGE.*10485760/],
  ])('is refused an upload %s', async (_name, cloudPath, bytes, message) => {
    const refused = await local.run(
      ({ cloud, refusal }, input: { cloudPath: string; bytes: number }) =>
        refusal(cloud.uploadFile({ cloudPath: input.cloudPath, fileContent: Buffer.alloc(input.bytes) })),
      { cloudPath, bytes },
    )
    expect(refused.errMsg).toMatch(message)
    expect((await send('GET', byId(cloudPath))).status).toBe(404)
  })

  test('may store 10 MB', async () => {
    const bytes = await local.run(async ({ cloud }) => {
      const { fileID } = await cloud.uploadFile({ cloudPath: 'large', fileContent: Buffer.alloc(10 * 1024 * 1024, 7) })
      return (await cloud.downloadFile({ fileID })).fileContent.length
    })
    expect(bytes).toBe(10 * 1024 * 1024)
  })
})

describe('an upload address', () => {
  const metadata = async (body: object) => {
    const { token } = local.cloud.openSession()
    const asked = { action: 'storage.getUploadMetadata', path: 'ticket.txt', method: 'put', wxCloudApiToken: token }
    return (await local.http('POST', '/admin', { ...asked, ...body })).json()
  }

  test('takes one file, for the path it was asked for', async () => {
    const { data } = await metadata({})
    const put = (address: string, body: string, authorization: string) =>
      send('PUT', new URL(address, local.cloud.address).pathname, body, { authorization })
    expect(await put('/_upload/other.txt', 'x', data.authorization)).toMatchObject({ status: 403 })
    expect(await put(data.url, 'x', 'made up')).toMatchObject({ status: 403 })
    expect(await put(data.url, 'first', data.authorization)).toMatchObject({ status: 200, text: '' })
    const again = await put(data.url, 'second', data.authorization)
    expect(again.status).toBe(403)
    expect(again.text).toMatch(/<Error><Code>AccessDenied<\/Code>.*<RequestId>.*<TraceId>/)
    expect((await send('GET', byId('ticket.txt'))).text).toBe('first')
    expect((await send('GET', byId('other.txt'))).status).toBe(404)
  })

  test.each([
    ['a form', { method: 'post' }],
    ['no path', { path: undefined }],
    ['a list as a path', { path: ['a'] }],
  ])('is not given for %s', async (_name, body) => {
    expect(await metadata(body)).toMatchObject({ code: 'INVALID_PARAM' })
  })

  test('is not given without the token of an invocation', async () => {
    expect(await metadata({ wxCloudApiToken: 'made up' })).toMatchObject({ code: 'SIGN_PARAM_INVALID' })
  })

  test('takes nothing from a page elsewhere, whatever it knows', async () => {
    const { data } = await metadata({})
    const headers = { authorization: data.authorization, origin: 'https://evil.example' }
    expect((await send('PUT', new URL(data.url).pathname, 'x', headers)).status).toBe(403)
  })
})

test.each<[string, string, object]>([
  ['batchGetDownloadUrl', 'a word', { file_list: 'all' }],
  ['batchGetDownloadUrl', '51 files', { file_list: Array(51).fill({}) }],
  ['batchDeleteFile', 'nothing', {}],
  ['batchDeleteFile', '51 files', { fileid_list: Array(51).fill('') }],
])('storage.%s of %s is refused', async (action, _name, body) => {
  const { token } = local.cloud.openSession()
  const reply = await local.http('POST', '/admin', { action: `storage.${action}`, wxCloudApiToken: token, ...body })
  expect(reply.json()).toMatchObject({ code: 'INVALID_PARAM' })
})

describe('a phone in a browser', () => {
  test('stores a picture, and a page shows it by its id and by its path', async () => {
    const picture = Buffer.from([0x89, 0x50, 0, 255, 1])
    const { host } = new URL(local.cloud.address)
    const stored = await upload('me/face.png', picture, { 'x-wx-openid': 'oAnna', origin: `http://${host}` })
    expect(JSON.parse(stored.text)).toEqual({ fileId: idOf('me/face.png') })
    for (const address of [byId('me/face.png'), '/_local/files/me/face.png']) {
      const shown = await send('GET', address)
      expect(shown.bytes).toEqual(picture)
      expect(shown.header('content-type')).toBe('image/png')
    }
  })

  test('may replace its own file and no other, and says the same again as often as asked', async () => {
    const bert = { 'x-wx-openid': 'oBert' }
    expect((await upload('mine.txt', 'one')).status).toBe(200)
    expect((await upload('mine.txt', 'one')).status).toBe(200)
    expect((await upload('mine.txt', 'two', bert)).status).toBe(403)
    expect((await send('GET', byId('mine.txt'))).text).toBe('one')
    await local.run(({ cloud }) => cloud.uploadFile({ cloudPath: 'mine.txt', fileContent: Buffer.from('three') }))
    expect((await upload('mine.txt', 'four')).status).toBe(403)
    expect((await send('GET', byId('mine.txt'))).text).toBe('three')
  })

  test.each<[string, number, string, string, Headers]>([
    [
      'from a page elsewhere',
      403,
      'FORBIDDEN_ORIGIN',
      'a.txt',
      { 'x-wx-openid': 'oAnna', origin: 'http://evil.example' },
    ],
    ['from an origin of nobody', 403, 'FORBIDDEN_ORIGIN', 'a.txt', { origin: 'null' }],
    ['that a form could send', 415, 'NOT_BYTES', 'a.txt', { 'content-type': 'text/plain' }],
    ['as a form', 415, 'NOT_BYTES', 'a.txt', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['by nobody known', 400, 'INVALID_OPENID', 'a.txt', { 'x-wx-openid': '12345' }],
    ['above the bucket', 400, 'INVALID_PARAM', '../../a.txt', { 'x-wx-openid': 'oAnna' }],
    ['to a folder', 400, 'INVALID_PARAM', 'a/', { 'x-wx-openid': 'oAnna' }],
    ['to nowhere', 400, 'INVALID_PARAM', '', { 'x-wx-openid': 'oAnna' }],
  ])('is refused an upload %s: %i', async (_name, status, code, path, headers) => {
    const type = { 'content-type': 'application/octet-stream' }
    const refused = await upload(path, Buffer.from('x'), { ...type, ...headers })
    expect({ status: refused.status, code: JSON.parse(refused.text).code }).toEqual({ status, code })
    expect((await send('GET', byId('a.txt'))).status).toBe(404)
  })

  test('may send a file whose type a form has as well, since it says who it is', async () => {
    expect((await upload('note.txt', 'x', { 'x-wx-openid': 'oAnna', 'content-type': 'text/plain' })).status).toBe(200)
  })

  test('is refused one byte more than 10 MB, and the next upload is taken', async () => {
    expect((await upload('too-large', Buffer.alloc(10 * 1024 * 1024 + 1))).status).toBe(413)
    expect((await upload('small', 'x')).status).toBe(200)
    expect((await send('GET', byId('too-large'))).status).toBe(404)
  })
})

describe('a part of a file', () => {
  beforeAll(async () => {
    await upload('digits.txt', '0123456789')
    await upload('empty.txt', '')
  })

  test.each<[string, number, string, string | null]>([
    ['bytes=0-3', 206, '0123', 'bytes 0-3/10'],
    ['bytes=4-', 206, '456789', 'bytes 4-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=-20', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=9-100', 206, '9', 'bytes 9-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['bytes=-0', 416, '', 'bytes */10'],
    ['bytes=99-100', 416, '', 'bytes */10'],
    ['bytes=5-3', 200, '0123456789', null],
    ['bytes=-', 200, '0123456789', null],
    ['bytes=0-1,3-4', 200, '0123456789', null],
    ['lines=0-3', 200, '0123456789', null],
    ['bytes=a-b', 200, '0123456789', null],
  ])('%s: %i "%s"', async (range, status, text, contentRange) => {
    const part = await send('GET', '/_local/files/digits.txt', undefined, { range })
    expect(part).toMatchObject({ status, text })
    expect(part.header('content-range')).toBe(contentRange)
  })

  test('of an empty file is none, and the whole is empty', async () => {
    expect((await send('GET', byId('empty.txt'), undefined, { range: 'bytes=0-0' })).status).toBe(416)
    expect(await send('GET', byId('empty.txt'))).toMatchObject({ status: 200, text: '' })
  })

  test('is the whole when the file is another by now', async () => {
    const etag = (await send('GET', byId('digits.txt'))).header('etag') ?? ''
    const ask = (ifRange: string) =>
      send('GET', byId('digits.txt'), undefined, { range: 'bytes=0-1', 'if-range': ifRange })
    expect(await ask(etag)).toMatchObject({ status: 206, text: '01' })
    expect(await ask('"another"')).toMatchObject({ status: 200, text: '0123456789' })
  })

  test('is not sent again to one who has it', async () => {
    const etag = (await send('GET', byId('digits.txt'))).header('etag') ?? ''
    expect((await send('GET', byId('digits.txt'), undefined, { 'if-none-match': etag })).status).toBe(304)
    await upload('digits.txt', '9876543210')
    const replaced = await send('GET', byId('digits.txt'), undefined, { 'if-none-match': etag })
    expect(replaced).toMatchObject({ status: 200, text: '9876543210' })
    await upload('digits.txt', '0123456789')
  })

  test('HEAD says how long the file is', async () => {
    const head = await send('HEAD', '/_local/files/digits.txt')
    expect(head).toMatchObject({ status: 200, text: '' })
    expect(head.header('content-length')).toBe('10')
  })
})

test('what a file holds cannot run where functions may be called from', async () => {
  await upload('evil.html', '<script>fetch("/functions/ops")</script>')
  const shown = await send('GET', byId('evil.html'))
  expect(shown.header('content-type')).toBe('application/octet-stream')
  expect(shown.header('x-content-type-options')).toBe('nosniff')
  expect(shown.header('content-security-policy')).toMatch(/default-src 'none';.*sandbox/)
})

test.each([
  '/_local/files/../../local-cloud.json',
  '/_local/files/%2e%2e/local-cloud.json',
  '/_local/files/..%2flocal-cloud.json',
  '/_local/files/..%5clocal-cloud.json',
  '/_local/files//local-cloud.json',
  '/_local/files/%00',
  '/_local/files/%E0%A4%A',
  `/_files?id=${encodeURIComponent(idOf('../local-cloud.json'))}`,
  '/_files?id=../local-cloud.json',
  '/_files',
  '/_upload/../local-cloud.json',
])('GET %s leads out of nowhere', async (path) => {
  const { status, text } = await raw('GET', path)
  expect([400, 404, 405]).toContain(status)
  expect(text).not.toMatch(/magic/)
})

test.each<[string, string, number]>([
  ['PUT', '/_local/files/a.txt', 405],
  ['DELETE', '/_local/files', 405],
  ['DELETE', '/_local/files/..%2f..', 400],
  ['POST', byId('digits.txt'), 405],
  ['GET', '/_local/files?limit=0', 400],
])('%s %s: %i', async (method, path, status) => {
  expect((await raw(method, path)).status).toBe(status)
})

test('a Host from elsewhere is refused a file', async () => {
  expect((await raw('GET', byId('digits.txt'), { host: 'evil.example' })).status).toBe(403)
})

test('the console lists page by page, and deletes', async () => {
  for (const path of ['list/a.txt', 'list/b.txt', 'list/c.txt']) await upload(path, 'abc')
  const page = async (query: string) => (await local.http('GET', `/_local/files?${query}`)).json()
  const first = await page('after=list/&limit=2')
  expect(first).toMatchObject({
    items: [
      { path: 'list/a.txt', fileId: idOf('list/a.txt'), bytes: 3, openid: 'oAnna', storedAtMs: expect.any(Number) },
      { path: 'list/b.txt' },
    ],
    next: 'list/b.txt',
  })
  expect((await local.http('DELETE', '/_local/files/list/c.txt')).json()).toEqual({ deleted: 1 })
  expect((await local.http('DELETE', '/_local/files/list/c.txt')).json()).toEqual({ deleted: 0 })
  const { items } = await page(`after=${first.next}&limit=999`)
  expect(items.filter(({ path }: { path: string }) => path.startsWith('list/'))).toEqual([])
})

test('files are there when the folder is opened again', async () => {
  await upload('kept.txt', '留下')
  await local.close()
  await local.start()
  expect((await send('GET', byId('kept.txt'))).text).toBe('留下')
  expect((await upload('kept.txt', 'x', { 'x-wx-openid': 'oBert' })).status).toBe(403)
})
