import type { Sdk } from '../fixture/sdk'
import { TestCloud } from '../fixture/test-cloud'

type Refused = (sdk: Sdk) => Promise<{ errCode?: number; errMsg: string }>

const local = new TestCloud()
const run = <T>(body: (sdk: Sdk, input: never) => Promise<T>, input?: unknown) => local.run(body, input)

beforeAll(async () => {
  await local.start()
  await run(async ({ db }) => {
    await db.createCollection('accounts')
    await db.createCollection('plain')
  })
}, 60_000)
afterAll(() => local.remove())
beforeEach(() =>
  run(async ({ db, _ }) => {
    await db
      .collection('accounts')
      .where({ _id: _.exists(true) })
      .remove()
    await db
      .collection('plain')
      .where({ _id: _.exists(true) })
      .remove()
  }),
)

describe('the real SDK reads and writes', () => {
  test('a document, its dates and its server date', async () => {
    const document = await run(async ({ db }) => {
      const { _id } = await db.collection('plain').add({ data: { at: new Date(0), made: db.serverDate(), n: 1.5 } })
      const { data } = await db.collection('plain').doc(String(_id)).get()
      return { ...data, areDates: data?.at instanceof Date && data.made instanceof Date, id: _id }
    })
    expect(document).toMatchObject({ at: '1970-01-01T00:00:00.000Z', n: 1.5, areDates: true })
    expect(document.id).toMatch(/^[0-9a-f]{32}$/)
  })

  test('no document as null', async () => {
    expect(await run(async ({ db }) => (await db.collection('plain').doc('none').get()).data)).toBeNull()
  })

  test('rows by condition, order, projection, skip and limit', async () => {
    const rows = await run(async ({ db, _ }) => {
      for (let n = 0; n < 6; n++) await db.collection('plain').add({ data: { _id: `d${n}`, n, odd: n % 2 === 1 } })
      const query = db.collection('plain').where(_.or([{ n: _.gte(4) }, { odd: true }]))
      return (await query.orderBy('n', 'desc').field({ n: true }).skip(1).limit(2).get()).data
    })
    expect(rows).toEqual([
      { _id: 'd4', n: 4 },
      { _id: 'd3', n: 3 },
    ])
  })

  test('a count, an aggregation and a removal', async () => {
    const seen = await run(async ({ db, _ }) => {
      const plain = db.collection('plain')
      for (let n = 0; n < 25; n++) await plain.add({ data: { _id: `d${n}`, n, kind: n % 2 ? 'odd' : 'even' } })
      const sums = await plain
        .aggregate()
        .match({ n: _.gte(20) })
        .group({ _id: '$kind', sum: _.aggregate.sum('$n') })
        .sort({ _id: 1 })
        .end()
      const rows = await plain.aggregate().project({ n: 1 }).end()
      const { stats } = await plain.where({ kind: 'odd' }).remove()
      return { sums: sums.list, rows: rows.list.length, removed: stats.removed, left: (await plain.count()).total }
    })
    expect(seen).toEqual({
      sums: [
        { _id: 'even', sum: 66 },
        { _id: 'odd', sum: 44 },
      ],
      rows: 20,
      removed: 12,
      left: 13,
    })
  })

  test('a whole document by set, and what it made or replaced', async () => {
    const seen = await run(async ({ db }) => {
      const document = db.collection('plain').doc('s')
      const made = await document.set({ data: { a: { b: 1 }, c: 1 } })
      const replaced = await document.set({ data: { d: 1 } })
      return { made: made.stats, replaced: replaced.stats, data: (await document.get()).data }
    })
    expect(seen).toEqual({
      made: { updated: 0, created: 1 },
      replaced: { updated: 1, created: 0 },
      data: { _id: 's', d: 1 },
    })
  })

  test('where().update() changes all that match, and with multi: false one', async () => {
    const stats = await run(async ({ db }) => {
      const accounts = db.collection('accounts')
      for (const op of ['a', 'b', 'c']) await accounts.add({ data: { _id: op, op, kind: 'k', n: 0 } })
      const one = await accounts.where({ kind: 'k' }).update({ data: { n: 1 }, multi: false })
      const all = await accounts.where({ kind: 'k' }).update({ data: { n: 2 } })
      return [one.stats.updated, all.stats.updated]
    })
    expect(stats).toEqual([1, 3])
  })

  test('lists by what they hold', async () => {
    const ids = await run(async ({ db, _ }) => {
      const accounts = db.collection('accounts')
      await accounts.add({ data: { _id: 'a', op: 'a', keys: ['k1', 'k2'] } })
      await accounts.add({ data: { _id: 'b', op: 'b', keys: [] } })
      const one = await accounts.where({ keys: 'k2' }).get()
      const two = await accounts.where({ keys: _.in(['k1', 'k3']) }).get()
      return [one.data, two.data].map((rows) => rows.map((row) => row._id))
    })
    expect(ids).toEqual([['a'], ['a']])
  })
})

describe('the write trap', () => {
  const after = (change: (sdk: Sdk) => Promise<unknown>) =>
    run(
      async (sdk, { source }: { source: string }) => {
        const plain = sdk.db.collection('plain')
        await plain.add({ data: { _id: 't', openOps: { 'rd|a': { n: 1 } }, rooms: { x: 1 } } })
        // biome-ignore lint/security/noGlobalEval: the body of the change is sent as text, as every body here is.
        await globalThis.eval(`(${source})`)(sdk)
        return (await plain.doc('t').get()).data
      },
      { source: change.toString() },
    )

  test('an object set as a command is stored as it is: dotted keys, empty objects and all', async () => {
    const document = await after(({ db, _ }) =>
      db
        .collection('plain')
        .doc('t')
        .update({ data: { openOps: _.set({ 'rd|x.y': { kind: 'redeem', empty: {} } }), rooms: _.set({}) } }),
    )
    expect(document).toEqual({ _id: 't', openOps: { 'rd|x.y': { kind: 'redeem', empty: {} } }, rooms: {} })
  })

  test('a plain object merges, splits on dots and loses what is empty, as in the cloud', async () => {
    const document = await after(({ db }) =>
      db
        .collection('plain')
        .doc('t')
        .update({ data: { openOps: { 'x.y': { n: 2 } }, rooms: {} } }),
    )
    expect(document).toEqual({ _id: 't', openOps: { 'rd|a': { n: 1 }, x: { y: { n: 2 } } }, rooms: { x: 1 } })
  })

  test('a key of a map is removed, and its neighbours stay', async () => {
    const document = await after(({ db, _ }) =>
      db
        .collection('plain')
        .doc('t')
        .update({ data: { 'openOps.rd|a': _.remove(), 'rooms.y': 2 } }),
    )
    expect(document).toEqual({ _id: 't', openOps: {}, rooms: { x: 1, y: 2 } })
  })
})

describe('a refusal reaches the function with the number the SDK gives it', () => {
  test.each<[string, Refused, number | undefined, RegExp]>([
    [
      'a duplicate key',
      async ({ db, refusal }) => {
        await db.collection('accounts').add({ data: { _id: 'a', op: 'x' } })
        return refusal(db.collection('accounts').add({ data: { _id: 'b', op: 'x' } }))
      },
      -502001,
      /E11000 duplicate key error/,
    ],
    [
      'a duplicate _id',
      async ({ db, refusal }) => {
        await db.collection('plain').add({ data: { _id: 'a' } })
        return refusal(db.collection('plain').add({ data: { _id: 'a' } }))
      },
      -502001,
      /E11000.*_id_/,
    ],
    [
      'a collection that is not there',
      ({ db, refusal }) => refusal(db.collection('spare').get()),
      -502005,
      /not exist/,
    ],
    [
      'an operand of the wrong type',
      async ({ db, _, refusal }) => {
        await db.collection('plain').add({ data: { _id: 'a', n: 'one' } })
        return refusal(
          db
            .collection('plain')
            .doc('a')
            .update({ data: { n: _.inc(1) } }),
        )
      },
      -502001,
      /non-numeric/,
    ],
    [
      'a query operator nobody knows',
      ({ db, refusal }) =>
        refusal(
          db
            .collection('plain')
            .where({ n: { $frob: 1 } })
            .get(),
        ),
      -501007,
      /frob/,
    ],
    ['a transaction', ({ db, refusal }) => refusal(db.startTransaction()), undefined, /no transactions/],
    [
      'a call between functions',
      ({ cloud, refusal }) => refusal(cloud.callFunction({ name: 'run' })),
      -1,
      /no calls between functions yet/,
    ],
    [
      'a service that the function may not ask',
      ({ cloud, refusal }) => refusal(cloud.openapi.wxacode.getUnlimited({ scene: 's' })),
      -604101,
      /error code: -604101/,
    ],
    [
      'a file at a path that is none',
      ({ cloud, refusal }) => refusal(cloud.uploadFile({ cloudPath: '/a', fileContent: Buffer.from('a') })),
      -1,
      /the path of a file is/,
    ],
  ])('%s', async (_name, body, errCode, errMsg) => {
    const refused = await run(body)
    expect(refused.errMsg).toMatch(errMsg)
    if (errCode !== undefined) expect(refused.errCode).toBe(errCode)
  })
})

describe('a malformed request', () => {
  const post = async (body: unknown, headers = {}) => (await local.http('POST', '/admin', body, headers)).json()

  test.each([
    ['text that is no JSON', '{"action":'],
    ['a list', []],
    ['no action', {}],
  ])('%s gets the SDK error shape', async (_name, body) => {
    expect(await post(body)).toMatchObject({ code: 'INVALID_PARAM', requestId: expect.any(String) })
  })

  test.each([
    ['no token', {}],
    ['a made-up token', { wxCloudApiToken: '0123456789abcdef' }],
    ['a token that is no text', { wxCloudApiToken: { $ne: '' } }],
  ])('%s is from nobody', async (_name, token) => {
    const request = { action: 'database.getDocument', collectionName: 'plain', ...token }
    expect(await post(request)).toMatchObject({ code: 'SIGN_PARAM_INVALID' })
  })

  describe('with a token', () => {
    let token: string
    beforeAll(() => {
      token = local.cloud.openSession().token
    })

    test.each<[string, object]>([
      ['an unknown action', { action: 'database.frob' }],
      ['an inherited action', { action: 'toString' }],
      ['no collection', { action: 'database.getDocument' }],
      ['a query that is no JSON', { action: 'database.getDocument', collectionName: 'plain', query: '{' }],
      ['a query that is a list', { action: 'database.getDocument', collectionName: 'plain', query: '[]' }],
      ['a limit that is a word', { action: 'database.getDocument', collectionName: 'plain', limit: 'all' }],
      ['a limit below zero', { action: 'database.getDocument', collectionName: 'plain', limit: -1 }],
      ['an order that is a word', { action: 'database.getDocument', collectionName: 'plain', order: '{"a":"up"}' }],
      ['data that is a number', { action: 'database.insertDocument', collectionName: 'plain', data: 5 }],
      ['a document that is a list', { action: 'database.insertDocument', collectionName: 'plain', data: ['[]'] }],
      ['a prototype', { action: 'database.insertDocument', collectionName: 'plain', data: ['{"__proto__":{}}'] }],
      ['an update of nothing', { action: 'database.modifyDocument', collectionName: 'plain', query: '{}', data: '{}' }],
      ['stages that are none', { action: 'database.aggregateDocuments', collectionName: 'plain', stages: 'all' }],
      [
        'a stage that writes',
        {
          action: 'database.aggregateDocuments',
          collectionName: 'plain',
          stages: [{ stageKey: '$out', stageValue: '"accounts"' }],
        },
      ],
      [
        'code as a query',
        { action: 'database.getDocument', collectionName: 'plain', query: '{"$where":"return true"}' },
      ],
      ['a transaction id', { action: 'database.getDocument', collectionName: 'plain', transactionId: 'x' }],
    ])('%s is refused, and the next request is served', async (_name, body) => {
      const refused = await post({ wxCloudApiToken: token, ...body })
      expect(refused).toMatchObject({ code: expect.any(String), message: expect.any(String) })
      expect(refused.code).not.toBe('SYS_ERR')
      const next = {
        action: 'database.calculateDocument',
        collectionName: 'plain',
        query: '{}',
        wxCloudApiToken: token,
      }
      expect(await post(next)).toMatchObject({ data: { total: 0 } })
    })
  })
})

test('the token of an invocation ends with it', async () => {
  const token = await run(async () => process.env.WX_API_TOKEN)
  const request = { action: 'database.getDocument', collectionName: 'plain', wxCloudApiToken: token }
  expect((await local.http('POST', '/admin', request)).json()).toMatchObject({ code: 'SIGN_PARAM_INVALID' })
})
