import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readCloudJson } from '../local-cloud/cloud-json'
import { buildFunctions } from './build-functions'
import { parseDoor } from './cloud-files'

/**
 * Every door carries the whole product, with names and lines as they were written, so it grows with each module: 1.2 MB, of
 * which the libraries are 0.15. A library that is bundled by mistake, such as the SDK with its 2.7 MB, does not fit.
 */
const MOST_BYTES = 1_500_000

describe('the built functions', () => {
  const folder = mkdtempSync(join(tmpdir(), 'build-functions-'))
  const outDir = join(folder, 'functions')
  const importDir = join(folder, 'import')
  const read = (...path: string[]) => readFileSync(join(...path), 'utf8')
  const doors = ['cron', 'hook', 'member', 'merchant', 'ops', 'probe']

  beforeAll(() => buildFunctions({ outDir, importDir }), 30_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.each(doors)('%s is one file below 1.5 MB that needs nothing but Node and the SDK', (door) => {
    expect(statSync(join(outDir, door, 'index.js')).size).toBeLessThan(MOST_BYTES)
    const needed = [...read(outDir, door, 'index.js').matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name ?? '')
    expect([...new Set(needed.filter((name) => !isBuiltin(name)))]).toEqual(['wx-server-sdk'])
    expect(JSON.parse(read(outDir, door, 'package.json'))).toMatchObject({
      main: 'index.js',
      dependencies: { 'wx-server-sdk': '4.0.2' },
    })
  })

  it("carry WeChat's own trigger and permission format", () => {
    expect(JSON.parse(read(outDir, 'cron', 'config.json'))).toEqual({
      permissions: { openapi: [] },
      triggers: [{ name: 'tick', type: 'timer', config: '0 * * * * * *' }],
    })
  })

  it('come with a cloud.json that local-cloud accepts, closed to phones', () => {
    const { collections, functions } = readCloudJson(outDir)
    expect(functions.map(({ name }) => name)).toEqual(doors)
    expect(functions.filter(({ clientInvoke }) => clientInvoke).map(({ name }) => name)).toEqual(['member', 'merchant'])
    const cardNo = collections.find(({ name }) => name === 'members')?.indexes.find(({ name }) => name === 'byCardNo')
    expect(cardNo).toEqual({ name: 'byCardNo', fields: ['cardNo'], unique: true })
    const rules = JSON.parse(read(importDir, 'rules.json'))
    expect(Object.keys(rules)).toEqual(collections.map(({ name }) => name))
    for (const rule of Object.values(rules)) expect(rule).toEqual({ read: false, write: false })
  })

  it('may ask the same services of WeChat in the cloud and on local-cloud', () => {
    const onLocalCloud = readCloudJson(outDir).functions.map(({ name, openapi }) => ({ name, openapi }))
    const inTheCloud = doors.map((name) => {
      const { permissions } = JSON.parse(read(outDir, name, 'config.json'))
      return { name, openapi: permissions.openapi }
    })
    expect(onLocalCloud).toEqual(inTheCloud)
    expect(onLocalCloud.find(({ name }) => name === 'member')?.openapi).toContain('phonenumber.getPhoneNumber')
  })

  it("come with every collection's indexes for the console", () => {
    const { collections } = readCloudJson(outDir)
    expect(readdirSync(join(importDir, 'indexes')).sort()).toEqual(collections.map(({ name }) => `${name}.json`).sort())
    expect(JSON.parse(read(importDir, 'indexes', 'members.json'))).toMatchObject({
      TableName: 'members',
      CreateIndexes: expect.arrayContaining([
        {
          IndexName: 'byCardNo',
          MgoKeySchema: { MgoIndexKeys: [{ Name: 'cardNo', Direction: '1' }], MgoIsUnique: true },
        },
      ]),
    })
    const paged = JSON.parse(read(importDir, 'indexes', 'orders.json')).CreateIndexes.find(
      ({ IndexName }: { IndexName: string }) => IndexName === 'byMember',
    )
    expect(paged.MgoKeySchema.MgoIndexKeys.map(({ Name }: { Name: string }) => Name)).toEqual([
      'member',
      'paidAtMs',
      '_id',
    ])
  })
})

it.each([
  ['an unknown field', { audience: 'member' }],
  ['a time limit the cloud does not give', { timeoutSeconds: 61 }],
  ['a trigger of five fields', { triggers: [{ name: 'tick', config: '* * * * *' }] }],
  ['a permission for everything', { permissions: { openapi: ['*'] } }],
])('a door with %s is refused by name', (_, wrong) => {
  const right = { timeoutSeconds: 20, clientInvoke: true, httpPath: null, triggers: [], permissions: { openapi: [] } }
  expect(parseDoor('member', JSON.stringify(right)).name).toBe('member')
  expect(() => parseDoor('member', JSON.stringify({ ...right, ...wrong }))).toThrow('functions/member/config.json')
})
