import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSite } from './site'

const folder = mkdtempSync(join(tmpdir(), 'site-'))
let server: Server

beforeAll(async () => {
  mkdirSync(join(folder, 'h5/js'), { recursive: true })
  mkdirSync(join(folder, 'h5-secret'), { recursive: true })
  mkdirSync(join(folder, 'stage'), { recursive: true })
  writeFileSync(join(folder, 'h5/index.html'), '<title>app</title>')
  writeFileSync(join(folder, 'h5/js/app.1a2b3c4d.js'), 'app()')
  writeFileSync(join(folder, 'h5/福.txt'), '福')
  writeFileSync(join(folder, 'stage/stage.html'), '<title>stage</title>')
  writeFileSync(join(folder, 'stage/index.html'), 'the other index')
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  writeFileSync(join(folder, 'h5-secret/secret.txt'), 'secret')
  server = createServer(createSite([join(folder, 'h5'), join(folder, 'stage')]))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
})
afterAll(async () => {
  await new Promise((done) => server.close(done))
  rmSync(folder, { recursive: true, force: true })
})

// Not fetch: it would tidy the dots out of the path before they reach the server.
function ask(path: string, options: { method?: string; headers?: Record<string, string> } = {}) {
  const { port } = server.address() as AddressInfo
  return new Promise<{ status?: number; headers: Record<string, unknown>; body: string }>((done, fail) => {
    const asked = request({ host: '127.0.0.1', port, path, agent: false, ...options }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk
      })
      response.on('end', () => done({ status: response.statusCode, headers: response.headers, body }))
    })
    asked.on('error', fail).end()
  })
}

it.each([
  ['/', 'text/html; charset=utf-8', '<title>app</title>'],
  ['/?from=share#top', 'text/html; charset=utf-8', '<title>app</title>'],
  ['/js/app.1a2b3c4d.js', 'text/javascript; charset=utf-8', 'app()'],
  ['/%E7%A6%8F.txt', 'text/plain; charset=utf-8', '福'],
  ['/stage.html', 'text/html; charset=utf-8', '<title>stage</title>'],
])('%s is served as %s', async (path, type, body) => {
  const served = await ask(path)
  expect([served.status, served.headers['content-type'], served.body]).toEqual([200, type, body])
})

it.each([
  '/../secret.txt',
  '/js/../../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e%2fsecret.txt',
  '//../secret.txt',
  '/....//secret.txt',
  '/../h5-secret/secret.txt',
  '/..\\secret.txt',
  '/..%5csecret.txt',
  '/%252e%252e/secret.txt',
  '/js',
  '/js/',
  '/index.html%00.txt',
  '/%',
  '/missing.html',
])('%s reaches nothing', async (path) => {
  const served = await ask(path)
  expect([400, 404]).toContain(served.status)
  expect(served.body).not.toContain('secret')
})

it('lets a browser keep what is named by its hash, and ask again for the rest', async () => {
  expect((await ask('/js/app.1a2b3c4d.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable')
  const page = await ask('/')
  expect(page.headers['cache-control']).toBe('no-cache')
  const again = await ask('/', { headers: { 'if-none-match': String(page.headers.etag) } })
  expect([again.status, again.body]).toEqual([304, ''])
  writeFileSync(join(folder, 'h5/index.html'), '<title>rebuilt</title>')
  const rebuilt = await ask('/', { headers: { 'if-none-match': String(page.headers.etag) } })
  expect([rebuilt.status, rebuilt.body]).toEqual([200, '<title>rebuilt</title>'])
})

it('answers HEAD without a body and refuses to be written to', async () => {
  const head = await ask('/stage.html', { method: 'HEAD' })
  expect([head.status, head.headers['content-length'], head.body]).toEqual([200, '20', ''])
  expect((await ask('/', { method: 'POST' })).status).toBe(405)
})
