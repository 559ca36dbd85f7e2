import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MemoryWechat } from '../../cloudfunctions/adapters/memory/memory-wechat'
import type { WechatServices } from '../../cloudfunctions/platform/wechat-services'
import { startLocalCloud } from '../../local-cloud'

interface Running {
  readonly wechat: WechatServices
  /** A code of the phone button, for the number that the phone is signed in with. */
  codeFor(phoneNumber: string): Promise<string>
  close(): Promise<void>
}

async function inMemory(): Promise<Running> {
  const wechat = new MemoryWechat()
  const codeFor = async (phoneNumber: string) => {
    const code = `code-${wechat.phoneBook.size}-${phoneNumber}`
    wechat.phoneBook.set(code, phoneNumber)
    return code
  }
  return { wechat, codeFor, close: async () => {} }
}

/** The real SDK over HTTP against local-cloud. */
async function onLocalCloud(): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'wechat-services-'))
  writeFileSync(join(folder, 'cloud.json'), JSON.stringify({ schema: 1, collections: [], functions: [] }))
  const cloud = await startLocalCloud({ dataDir: join(folder, 'data'), functionsDir: folder, port: 0 })
  await cloud.deploy()
  const session = cloud.openSession({ openapi: ['phonenumber.getPhoneNumber', 'wxacode.getUnlimited'] })
  Object.assign(process.env, session.environment)
  const { default: sdk } = await import('wx-server-sdk')
  sdk.init({ env: sdk.DYNAMIC_CURRENT_ENV as unknown as string })
  const { wechatServices } = await import('../../cloudfunctions/adapters/wechat/wechat-services')
  return {
    wechat: wechatServices,
    codeFor: async (phoneNumber) => {
      const response = await fetch(`${cloud.address}/_local/phones`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ phoneNumber }),
      })
      return ((await response.json()) as { code: string }).code
    },
    close: async () => {
      session.close()
      await cloud.close()
      rmSync(folder, { recursive: true })
    },
  }
}

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text))

describe.each<[string, () => Promise<Running>]>([
  ['in memory', inMemory],
  ['wx-server-sdk on local-cloud', onLocalCloud],
])("WeChat's services %s", (_, start) => {
  let running: Running
  let wechat: WechatServices
  beforeAll(async () => {
    running = await start()
    wechat = running.wechat
  })
  afterAll(() => running.close())

  async function text(fileId: string, fromByte: number, mostBytes: number): Promise<[string, number] | null> {
    const part = await wechat.readFile(fileId, { fromByte, mostBytes })
    return part && [Buffer.from(part.bytes).toString(), part.totalBytes]
  }

  test('turn a phone code into its number, once', async () => {
    const code = await running.codeFor('13800138000')
    expect(await wechat.phoneNumberOf(code)).toBe('13800138000')
    expect(await wechat.phoneNumberOf(code)).toBeNull()
    expect(await wechat.phoneNumberOf('made up')).toBeNull()
  })

  test('give a phone number to one of those who ask at once', async () => {
    const code = await running.codeFor('13900139000')
    const numbers = await Promise.all(Array.from({ length: 10 }, () => wechat.phoneNumberOf(code)))
    expect(numbers.filter((number) => number === '13900139000')).toHaveLength(1)
    expect(numbers.filter((number) => number === null)).toHaveLength(9)
  })

  test('read a stored file part by part, until there is no more', async () => {
    const fileId = await wechat.saveFile('imports/orders.csv', bytesOf('0123456789'))
    expect(fileId).toMatch(/^cloud:\/\/.+imports\/orders\.csv$/)
    expect(await text(fileId, 0, 4)).toEqual(['0123', 10])
    expect(await text(fileId, 4, 4)).toEqual(['4567', 10])
    expect(await text(fileId, 8, 4)).toEqual(['89', 10])
    expect(await text(fileId, 10, 4)).toBeNull()
    expect(await text(fileId, 0, 100)).toEqual(['0123456789', 10])
  })

  test('replace the file of a path, which keeps its id', async () => {
    const first = await wechat.saveFile('cards/one.png', bytesOf('the first'))
    const second = await wechat.saveFile('cards/one.png', bytesOf('2nd'))
    expect(second).toBe(first)
    expect(await text(first, 0, 100)).toEqual(['2nd', 3])
  })

  test('know no address and no bytes of a file that is not there', async () => {
    const fileId = await wechat.saveFile('cards/two.png', bytesOf('2'))
    const none = fileId.replace('two', 'three')
    expect(await wechat.fileUrl(fileId)).toMatch(/^https?:\/\//)
    expect([await wechat.fileUrl(none), await text(none, 0, 1)]).toEqual([null, null])
  })
})

describe('a mini-program code on local-cloud', () => {
  let running: Running
  beforeAll(async () => {
    running = await onLocalCloud()
  })
  afterAll(() => running.close())

  test('is a picture that can be stored and shown to anybody', async () => {
    const { wechat } = running
    const png = await wechat.miniProgramCode({ scene: 'c8kd02', page: 'features/sharing/pages/open/index' })
    const fileId = await wechat.saveFile('codes/c8kd02.png', png)
    const shown = await fetch((await wechat.fileUrl(fileId)) ?? '')
    expect(shown.headers.get('content-type')).toBe('image/png')
    expect(new Uint8Array(await shown.arrayBuffer())).toEqual(new Uint8Array(png))
    expect(Buffer.from(png).toString('latin1', 1, 4)).toBe('PNG')
  })

  test.each([
    ['of 33 characters', 'x'.repeat(33), 40169],
    ['in Chinese', '茶', 40129],
  ])('is refused for a scene %s', async (_name, scene, errCode) => {
    await expect(running.wechat.miniProgramCode({ scene, page: 'p' })).rejects.toMatchObject({ errCode })
  })
})
