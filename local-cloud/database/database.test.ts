import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { CollectionDeclaration } from '../cloud-json'
import { Database } from './database'
import type { Fields } from './ejson'

const collections: CollectionDeclaration[] = [
  {
    name: 'units',
    indexes: [
      { name: 'byOp', fields: ['op'], unique: true },
      { name: 'byShelf', fields: ['sku', 'state', 'random'], unique: false },
      { name: 'byTags', fields: ['tags'], unique: false },
      { name: 'bySteps', fields: ['steps.name'], unique: false },
    ],
  },
  { name: 'scanned', indexes: [] },
]

let dir: string
let database: Database

beforeEach(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'local-cloud-database-'))
  database = new Database(dir, () => 0)
  await database.declare(collections)
  for (const { name } of collections) await database.addCollection(name)
})

afterEach(async () => {
  await database.close()
  rmSync(dir, { recursive: true, force: true })
})

const found = (name: string, query: Fields, rest = {}) =>
  database.find(name, { query, ...rest }).map((text) => JSON.parse(text) as Fields)
const ids = (query: Fields, rest = {}) => found('units', query, rest).map(({ _id }) => _id)
const update = (query: Fields, data: Fields, isMulti = false) =>
  database.modify('units', { query, data, isMulti, isReplacement: false })

describe('unique indexes', () => {
  test('a second document with the key is refused and not written', async () => {
    await database.insert('units', [{ _id: 'a', op: 'x' }])
    await expect(database.insert('units', [{ _id: 'b', op: 'x' }])).rejects.toThrow(/E11000.*index: byOp/)
    expect(ids({})).toEqual(['a'])
  })

  test('a missing field counts as null, and collides', async () => {
    await database.insert('units', [{ _id: 'a' }])
    await expect(database.insert('units', [{ _id: 'b', op: null }])).rejects.toThrow(/E11000/)
  })

  test('of many documents in one insert, one that collides keeps all of them out', async () => {
    await expect(
      database.insert('units', [
        { _id: 'a', op: 1 },
        { _id: 'b', op: 2 },
        { _id: 'c', op: 1 },
      ]),
    ).rejects.toThrow(/E11000/)
    expect(database.count('units', {})).toBe(0)
  })

  test('an update of many that would collide changes none', async () => {
    await database.insert('units', [
      { _id: 'a', op: 1 },
      { _id: 'b', op: 2 },
    ])
    await expect(update({}, { $set: { op: 3, sku: 's' } }, true)).rejects.toThrow(/E11000/)
    expect(ids({ sku: 's' })).toEqual([])
  })

  test('a key that was given up is free again', async () => {
    await database.insert('units', [{ _id: 'a', op: 1 }])
    await update({ _id: 'a' }, { $set: { op: 2 } })
    await database.insert('units', [{ _id: 'b', op: 1 }])
    await database.remove('units', { _id: 'a' }, false)
    await database.insert('units', [{ _id: 'c', op: 2 }])
    expect(ids({})).toEqual(['b', 'c'])
  })

  test('fifty inserts of one key at once: one is written', async () => {
    const attempts = Array.from({ length: 50 }, (_, at) => database.insert('units', [{ _id: `u${at}`, op: 'one' }]))
    const outcomes = await Promise.allSettled(attempts)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(database.count('units', {})).toBe(1)
  })

  test('an index made unique over documents that collide is refused, with the collision', async () => {
    await database.insert('scanned', [
      { _id: 'a', op: 1 },
      { _id: 'b', op: 1 },
    ])
    const declared = [{ name: 'scanned', indexes: [{ name: 'byOp', fields: ['op'], unique: true }] }]
    await expect(database.declare(declared)).rejects.toThrow(/E11000.*scanned/)
  })
})

describe('an index that is declared later', () => {
  test('lists the documents that were there', async () => {
    await database.insert('scanned', [
      { _id: 'a', n: 1 },
      { _id: 'b', n: [1, 2] },
    ])
    await database.declare([{ name: 'scanned', indexes: [{ name: 'byN', fields: ['n'], unique: false }] }])
    expect(found('scanned', { n: 1 })).toHaveLength(2)
    expect(found('scanned', { n: 2 })).toHaveLength(1)
  })
})

describe('a conditional update', () => {
  test('fifty at once with one condition: exactly one applies', async () => {
    await database.insert('units', [{ _id: 'a', op: 'a', version: 1 }])
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, () => update({ _id: 'a', version: 1 }, { $inc: { version: 1 } })),
    )
    expect(outcomes.filter(({ updated }) => updated === 1)).toHaveLength(1)
    expect(found('units', { _id: 'a' })[0]?.version).toBe(2)
  })

  test('fifty increments at once all count', async () => {
    await database.insert('units', [{ _id: 'a', op: 'a' }])
    await Promise.all(Array.from({ length: 50 }, () => update({ _id: 'a' }, { $inc: { n: 1 } })))
    expect(found('units', { _id: 'a' })[0]?.n).toBe(50)
  })

  test('without multi it changes one of those that match', async () => {
    await database.insert('units', [
      { _id: 'a', op: 1, sku: 's' },
      { _id: 'b', op: 2, sku: 's' },
    ])
    expect(await update({ sku: 's' }, { $set: { state: 'claimed' } })).toEqual({ updated: 1 })
    expect(database.count('units', { state: 'claimed' })).toBe(1)
  })

  test('a change of nothing counts as no update', async () => {
    await database.insert('units', [{ _id: 'a', op: 1, n: 1 }])
    expect(await update({ _id: 'a' }, { $set: { n: 1 } })).toEqual({ updated: 0 })
  })

  test('when one of several documents refuses the operand, none is changed', async () => {
    await database.insert('units', [
      { _id: 'a', op: 1, n: 1 },
      { _id: 'b', op: 2, n: 'one' },
    ])
    await expect(update({}, { $inc: { n: 1 } }, true)).rejects.toThrow(/non-numeric/)
    expect(found('units', { _id: 'a' })[0]?.n).toBe(1)
  })
})

describe('limits', () => {
  test('a hundred rows unless asked, a thousand at most', async () => {
    const many = Array.from({ length: 1_100 }, (_, at) => ({ _id: `d${at}` }))
    await database.importDocuments('scanned', many)
    expect(found('scanned', {})).toHaveLength(100)
    expect(found('scanned', {}, { limit: 5_000 })).toHaveLength(1_000)
    expect(found('scanned', {}, { limit: 5, offset: 1_098 })).toHaveLength(2)
  })

  test('an aggregation gives twenty rows unless it says how many', async () => {
    await database.importDocuments(
      'scanned',
      Array.from({ length: 50 }, (_, at) => ({ _id: `d${at}`, at })),
    )
    const group = { key: '$group', value: { _id: '$at' } }
    expect(database.aggregate('scanned', [group])).toHaveLength(20)
    expect(database.aggregate('scanned', [group, { key: '$limit', value: 45 }])).toHaveLength(45)
  })

  test('a reply of more than 16 MB is refused', async () => {
    const text = 'x'.repeat(1_000_000)
    for (let at = 0; at < 17; at++) await database.insert('scanned', [{ _id: `d${at}`, text }])
    expect(() => found('scanned', {})).toThrow(/16 MB/)
    expect(found('scanned', {}, { limit: 16 })).toHaveLength(16)
  })

  test('a document of more than 16 MB is refused', async () => {
    await expect(database.insert('scanned', [{ _id: 'a', text: 'x'.repeat(17_000_000) }])).rejects.toThrow(/16 MB/)
  })

  test.each([
    ['an id of more than a kilobyte', { _id: 'x'.repeat(1_025) }],
    ['an id that is no text', { _id: { a: 1 } }],
    ['an empty id', { _id: '' }],
    ['a field that starts with $', { _id: 'a', nested: { $set: 1 } }],
    ['an index key of more than a kilobyte', { _id: 'a', op: 'x'.repeat(1_025) }],
    ['two lists in one index', { _id: 'a', sku: [1], state: [2] }],
  ])('%s is refused', async (_name, document) => {
    await expect(database.insert('units', [document as Fields])).rejects.toThrow()
    expect(database.count('units', {})).toBe(0)
  })

  test('collections exist only when declared and added', async () => {
    await expect(database.addCollection('unheard-of')).rejects.toThrow(/not declared/)
    await expect(database.addCollection('units')).rejects.toThrow(/exist/)
    await database.declare([...collections, { name: 'later', indexes: [] }])
    expect(() => found('later', {})).toThrow(/not exist/)
  })
})

describe('a query answered from an index', () => {
  const scalars = [null, 0, 1, 2, 'a', 'b', '', true]
  const pick = (seed: number, from: readonly unknown[]) => from[seed % from.length]

  function documents(): Fields[] {
    return Array.from({ length: 300 }, (_, at) => {
      const document: Record<string, unknown> = { _id: `d${(at * 7_919) % 1_000}-${at}`, op: at }
      if (at % 5) document.sku = pick(at * 3, scalars)
      if (at % 7) document.state = pick(at * 5, scalars)
      if (at % 3) document.random = (at * 37) % 11
      if (at % 4) document.tags = at % 8 === 1 ? [] : [pick(at, scalars), pick(at * 11, scalars)]
      if (at % 6) document.steps = [{ name: pick(at, ['x', 'y']) }, at % 5 === 0 ? {} : { name: 'z' }]
      return document as Fields
    })
  }

  const queries: Fields[] = [
    { sku: 'a' },
    { sku: null },
    { sku: { $in: ['a', null, 2] }, state: 'b' },
    { sku: 'a', state: 'b', random: { $gt: 3 } },
    { sku: 'a', state: 'b', random: { $gte: 3, $lt: 7 } },
    { $and: [{ sku: 1 }, { state: { $ne: 'a' } }] },
    { $or: [{ sku: 1 }, { state: 'a' }] },
    { tags: 'a' },
    { tags: null },
    { tags: { $in: ['a', 1] } },
    { tags: { $gte: 1, $lte: 1 } },
    { tags: { $gt: 'a', $lt: 1 } },
    { tags: { $all: ['a', 'b'] } },
    { 'steps.name': 'x' },
    { 'steps.name': null },
    { 'steps.name': { $gt: 'x' } },
    { _id: { $gt: 'd5', $lte: 'd7' } },
    { _id: { $in: ['d0-0', 'd919-1', 'none'] } },
    { op: { $exists: true }, random: 4 },
    { op: { $gte: 290 } },
  ]
  const orders: (Fields | undefined)[] = [
    undefined,
    { random: 1, _id: 1 },
    { random: -1, _id: -1 },
    { _id: -1 },
    { op: 1 },
  ]

  test('is the answer of a full scan, in the order asked for', async () => {
    await database.importDocuments('units', documents())
    await database.importDocuments('scanned', documents())
    for (const query of queries)
      for (const order of orders) {
        const rows = { order, limit: order ? 17 : 1_000, offset: order ? 3 : 0 }
        const indexed = ids(query, rows)
        const scanned = found('scanned', query, rows).map(({ _id }) => _id)
        const shown = order ? [indexed, scanned] : [[...indexed].sort(), [...scanned].sort()]
        expect({ query, order, ids: shown[0] }).toEqual({ query, order, ids: shown[1] })
      }
  })
})
