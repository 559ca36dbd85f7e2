import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Progress } from './progress'

describe('the progress page', () => {
  let server: Server
  let address: string
  let progress: Progress

  beforeEach(async () => {
    progress = new Progress({ functions: '云函数', h5: '网页版' })
    server = createServer(progress.inFrontOf((_request, response) => response.end('the app')))
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterEach(() => {
    server.closeAllConnections()
    server.close()
  })

  const get = async (path: string) => {
    const reply = await fetch(address + path)
    return { status: reply.status, text: await reply.text() }
  }

  it('stands at / until the app is ready, then the app does', async () => {
    expect((await get('/?from=share')).text).toContain('正在准备')
    expect((await get('/js/app.js')).status).toBe(503)
    progress.appIsReady()
    expect(await get('/')).toEqual({ status: 200, text: 'the app' })
    expect(await get('/js/app.js')).toEqual({ status: 200, text: 'the app' })
  })

  it('tells how far each step is, also once the app is there', async () => {
    progress.set('functions', { state: 'done' })
    progress.set('h5', { state: 'running', percent: 40, text: '正在构建网页版' })
    progress.appIsReady()
    expect(JSON.parse((await get('/_progress')).text)).toEqual({
      isReady: true,
      steps: [
        { id: 'functions', title: '云函数', state: 'done', percent: 0, text: '等待' },
        { id: 'h5', title: '网页版', state: 'running', percent: 40, text: '正在构建网页版' },
      ],
    })
    expect(() => progress.set('weapp', { state: 'done' })).toThrow('weapp')
  })
})
