import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MemoryStore } from '../../cloudfunctions/adapters/memory/memory-store'
import { WechatStore } from '../../cloudfunctions/adapters/wechat/wechat-store'
import {
  CollectionMissing,
  type Document,
  defineCollection,
  OutcomeUnknown,
  type Page,
  type Scalar,
  type Store,
} from '../../cloudfunctions/platform/store'
import { type LocalCloud, startLocalCloud } from '../../local-cloud'

interface Thing extends Document {
  readonly group: string
  readonly rank: number | null
  readonly version: number
  readonly code?: string
  readonly keys: readonly string[]
  readonly map: Readonly<Record<string, unknown>>
  readonly tail: readonly object[]
}

const things = defineCollection<Thing>({
  name: 'things',
  indexes: [
    { name: 'byGroup', fields: ['group', 'rank'] },
    { name: 'byRank', fields: ['rank'] },
    { name: 'byKeys', fields: ['keys'] },
  ],
})
const uniques = defineCollection<Thing>({
  name: 'uniques',
  indexes: [{ name: 'byCode', fields: ['code'], unique: true }],
})
const undeclared = defineCollection<Thing>({ name: 'never_made', indexes: [] })

const thing = (_id: string, given: Partial<Thing> = {}): Thing => ({
  _id,
  group: 'a',
  rank: 1,
  version: 1,
  keys: [],
  map: {},
  tail: [],
  ...given,
})

interface Running {
  readonly store: Store
  close(): Promise<void>
}

/** The real SDK over HTTP against local-cloud. */
async function onLocalCloud(): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'))
  const declared = [things, uniques, undeclared].map(({ name, indexes, rule }) => ({ name, indexes, rule }))
  writeFileSync(join(folder, 'cloud.json'), JSON.stringify({ schema: 1, collections: declared, functions: [] }))
  const cloud: LocalCloud = await startLocalCloud({ dataDir: join(folder, 'data'), functionsDir: folder, port: 0 })
  await cloud.deploy()
  const session = cloud.openSession()
  Object.assign(process.env, session.environment)
  const { default: sdk } = await import('wx-server-sdk')
  sdk.init({ env: sdk.DYNAMIC_CURRENT_ENV as unknown as string })
  return {
    store: new WechatStore(sdk.database({ throwOnNotFound: false } as never)),
    close: async () => {
      session.close()
      await cloud.close()
      rmSync(folder, { recursive: true })
    },
  }
}

const adapters: [string, () => Promise<Running>][] = [
  ['the memory store', async () => ({ store: new MemoryStore(), close: async () => {} })],
  ['wx-server-sdk on local-cloud', onLocalCloud],
]

describe.each(adapters)('%s', (_, start) => {
  let running: Running
  let store: Store
  beforeAll(async () => {
    running = await start()
    store = running.store
    await store.createCollection(things)
    await store.createCollection(uniques)
  })
  afterAll(() => running.close())
  afterEach(async () => {
    for (const collection of [things, uniques]) {
      const all = await store.find(collection, { index: collection.indexes[0]?.name ?? '', limit: 1_000 })
      for (const { _id } of all.items) await store.remove(collection, _id)
    }
  })

  test('keeps a document as it was given', async () => {
    const given = thing('one', {
      rank: null,
      keys: ['k1', 'k2'],
      map: { 'rd|x.y': { n: 1, empty: {}, list: [] }, nothing: null, flag: true, big: 2 ** 53 - 1, text: '福' },
      tail: [{ a: [{ b: 1 }] }],
    })
    expect(await store.insert(things, given)).toBe('inserted')
    expect(await store.get(things, 'one')).toEqual(given)
    expect(await store.get(things, 'two')).toBeNull()
  })

  test('answers many in the order asked, leaving out those that are not there', async () => {
    for (const id of ['a', 'b', 'c']) await store.insert(things, thing(id))
    const found = await store.getMany(things, ['c', 'x', 'a'])
    expect(found.map(({ _id }) => _id)).toEqual(['c', 'a'])
  })

  test('an id is inserted once, also by twenty at once', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_unused, rank) => store.insert(things, thing('one', { rank }))),
    )
    expect(outcomes.filter((outcome) => outcome === 'inserted')).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'exists')).toHaveLength(19)
  })

  test('a unique value is held once, and a missing one counts as a value', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_unused, n) => store.insert(uniques, thing(`u${n}`, { code: 'same' }))),
    )
    expect(outcomes.filter((outcome) => outcome === 'inserted')).toHaveLength(1)
    expect(await store.insert(uniques, thing('none-1'))).toBe('inserted')
    expect(await store.insert(uniques, thing('none-2'))).toBe('exists')
    expect(await store.insert(uniques, thing('other', { code: 'other' }))).toBe('inserted')
  })

  test('an update takes effect when its condition holds, else not at all', async () => {
    await store.insert(things, thing('one', { rank: null }))
    expect(await store.update(things, { _id: 'one', version: 2 }, { set: { group: 'b' } })).toBe(false)
    expect(
      await store.update(things, { _id: 'one', version: 1, rank: null }, { set: { group: 'b', version: 2 } }),
    ).toBe(true)
    expect(await store.update(things, { _id: 'none' }, { set: { group: 'b' } })).toBe(false)
    expect(await store.get(things, 'one')).toEqual(thing('one', { rank: null, group: 'b', version: 2 }))
    expect(await store.get(things, 'none')).toBeNull()
  })

  test('of twenty updates on one version one takes effect', async () => {
    await store.insert(things, thing('one'))
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => store.update(things, { _id: 'one', version: 1 }, { set: { version: 2 } })),
    )
    expect(outcomes.filter(Boolean)).toHaveLength(1)
  })

  test('adds to a number while there is enough, exactly, however many ask at once', async () => {
    await store.insert(things, thing('one', { version: 100 }))
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, (_unused, n) =>
        store.update(
          things,
          { _id: 'one', version: { atLeast: 9 } },
          { inc: { version: -9 }, push: { tail: [{ op: `op|${n}.x` }] } },
        ),
      ),
    )
    expect(outcomes.filter(Boolean)).toHaveLength(11)
    const after = await store.get(things, 'one')
    expect(after?.version).toBe(1)
    expect(after?.tail).toHaveLength(11)
  })

  test('a list that must not hold something keeps a second one out', async () => {
    await store.insert(things, thing('one', { tail: [{ op: 'other' }] }))
    const add = (op: string) =>
      store.update(things, { _id: 'one', tail: { none: { field: 'op', value: op } } }, { push: { tail: [{ op }] } })
    const outcomes = await Promise.all([add('rd|x.y'), add('rd|x.y'), add('rd|x.y'), add('rd|x.z')])
    expect(outcomes.filter(Boolean)).toHaveLength(2)
    expect((await store.get(things, 'one'))?.tail).toHaveLength(3)
  })

  test('takes any one that meets the conditions, each once, until there is none', async () => {
    for (const id of ['a', 'b', 'c']) await store.insert(things, thing(id, { group: 'free' }))
    await store.insert(things, thing('z', { group: 'other' }))
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => store.updateAny(things, { group: 'free' }, { set: { group: 'taken' } })),
    )
    expect(outcomes.filter(Boolean)).toHaveLength(3)
    expect(await store.count(things, { group: 'taken' })).toBe(3)
    expect(await store.count(things, { group: 'other' })).toBe(1)
  })

  test('an update that would make a unique value double does not say that it was made', async () => {
    await store.insert(uniques, thing('one', { code: 'a' }))
    await store.insert(uniques, thing('two', { code: 'b' }))
    await expect(store.update(uniques, { _id: 'two' }, { set: { code: 'a' } })).rejects.toThrow(OutcomeUnknown)
    expect((await store.get(uniques, 'two'))?.code).toBe('b')
  })

  test('a set value replaces the one before: names may hold dots, go away, and be empty', async () => {
    await store.insert(things, thing('one', { map: { keep: 1, 'rd|x.y': { deep: { er: 1 } }, gone: 2 } }))
    const map = { 'rd|x.y': {}, 'new.name': { a: 1 }, list: [{}] }
    await store.update(things, { _id: 'one' }, { set: { map } })
    expect((await store.get(things, 'one'))?.map).toEqual(map)
    await store.update(things, { _id: 'one' }, { set: { map: {} } })
    expect((await store.get(things, 'one'))?.map).toEqual({})
  })

  test('pushes elements to the end, beside a set, objects and lists alike', async () => {
    await store.insert(things, thing('one', { tail: [{ n: 1 }] }))
    await store.update(things, { _id: 'one' }, { set: { version: 2 }, push: { tail: [{ a: 1 }, [2], {}] } })
    expect(await store.get(things, 'one')).toEqual(thing('one', { version: 2, tail: [{ n: 1 }, { a: 1 }, [2], {}] }))
  })

  async function allPages(find: (cursor?: string) => Promise<Page<Thing>>): Promise<string[]> {
    const ids: string[] = []
    let cursor: string | undefined
    do {
      const page = await find(cursor)
      ids.push(...page.items.map(({ _id }) => _id))
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    return ids
  }

  const ranked: [string, number | null][] = [
    ['f', null],
    ['a', 1],
    ['c', 2],
    ['b', 2],
    ['d', 2],
    ['e', 3],
    ['g', null],
  ]

  test.each(['ascending', 'descending'] as const)(
    'pages through an index in %s order, ties by id, null first',
    async (order) => {
      for (const [id, rank] of ranked) await store.insert(things, thing(id, { rank }))
      await store.insert(things, thing('z', { group: 'other' }))
      const ids = await allPages((cursor) =>
        store.find(things, {
          index: 'byGroup',
          equals: { group: 'a' },
          order,
          limit: 2,
          ...(cursor === undefined ? {} : { cursor }),
        }),
      )
      const expected = ['f', 'g', 'a', 'b', 'c', 'd', 'e']
      expect(ids).toEqual(order === 'ascending' ? expected : [...expected].reverse())
    },
  )

  test('a full last page has no next', async () => {
    for (const id of ['a', 'b']) await store.insert(things, thing(id))
    const page = await store.find(things, { index: 'byGroup', equals: { group: 'a' }, limit: 2 })
    expect(page.items).toHaveLength(2)
    expect(page.next).toBeNull()
  })

  test.each([
    [{ from: 2 }, ['b', 'c', 'd', 'e']],
    [{ below: 3 }, ['a', 'b', 'c', 'd']],
    [{ from: 2, below: 3 }, ['b', 'c', 'd']],
    [{ from: 9 }, []],
  ])('a range %j leaves out null', async (range, expected) => {
    for (const [id, rank] of ranked) await store.insert(things, thing(id, { rank }))
    expect(
      await allPages((cursor) =>
        store.find(things, { index: 'byRank', range, limit: 2, ...(cursor ? { cursor } : {}) }),
      ),
    ).toEqual(expected)
  })

  test('finds a document by an element of an array', async () => {
    await store.insert(things, thing('one', { keys: ['k1', 'k2'] }))
    await store.insert(things, thing('two', { keys: ['k3'] }))
    const find = async (keys: Scalar) =>
      (await store.find(things, { index: 'byKeys', equals: { keys }, limit: 10 })).items.map(({ _id }) => _id)
    expect(await find('k2')).toEqual(['one'])
    expect(await find('k3')).toEqual(['two'])
    expect(await find('k4')).toEqual([])
    await store.update(things, { _id: 'one' }, { set: { keys: ['k4'] } })
    expect(await find('k2')).toEqual([])
    expect(await find('k4')).toEqual(['one'])
  })

  test('counts and sums by group, in the order of the groups', async () => {
    for (const [id, rank] of ranked) await store.insert(things, thing(id, { rank, group: rank === 2 ? 'two' : 'rest' }))
    expect(await store.count(things, { group: 'two' })).toBe(3)
    expect(await store.count(things, {})).toBe(7)
    expect(await store.aggregate(things, { groupBy: ['group'], sums: ['version'], limit: 10 })).toEqual([
      { key: { group: 'rest' }, count: 4, sums: { version: 4 } },
      { key: { group: 'two' }, count: 3, sums: { version: 3 } },
    ])
    for (let n = 0; n < 30; n += 1)
      await store.insert(things, thing(`n${n}`, { group: `g${String(n).padStart(2, '0')}` }))
    expect(await store.aggregate(things, { groupBy: ['group'], sums: [], limit: 1_000 })).toHaveLength(32)
    expect(await store.aggregate(things, { equals: { group: 'two' }, groupBy: ['rank'], sums: [], limit: 5 })).toEqual([
      { key: { rank: 2 }, count: 3, sums: {} },
    ])
  })

  test('removes once', async () => {
    await store.insert(things, thing('one'))
    expect(await store.remove(things, 'one')).toBe(true)
    expect(await store.remove(things, 'one')).toBe(false)
  })

  test('a collection that was never made is named, by reads and writes', async () => {
    const calls = [
      () => store.get(undeclared, 'x'),
      () => store.insert(undeclared, thing('x')),
      () => store.update(undeclared, { _id: 'x' }, { set: { version: 2 } }),
    ]
    for (const call of calls) {
      const failure = await call().catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(CollectionMissing)
      expect(failure).not.toBeInstanceOf(OutcomeUnknown)
    }
  })

  test('making a collection again changes nothing', async () => {
    await store.insert(things, thing('one'))
    await store.createCollection(things)
    expect(await store.get(things, 'one')).not.toBeNull()
  })
})
