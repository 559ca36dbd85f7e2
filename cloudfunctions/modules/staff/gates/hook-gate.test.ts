import { createHmac } from 'node:crypto'
import * as z from 'zod/mini'
import { writeByHand } from '../../../../test/kit/by-hand'
import { codeOf, dataOf, Programme } from '../../../../test/kit/programme'
import { openStore } from '../../../../test/kit/stores'
import { command, type Reply } from '../../../platform/contract'
import { id } from '../../../platform/fields'
import { defineModule } from '../../../platform/module'
import { serve } from '../../../platform/serve'
import { modules } from '../..'

/** An action of this door that answers who is recognised. */
const tills = defineModule({
  name: 'tills',
  contract: {
    'tills.ring': command({
      audiences: ['hook'],
      summary: 'Answers which store rings.',
      input: z.strictObject({ storeId: z.optional(id) }),
      output: z.strictObject({ storeId: z.string(), keyId: z.string() }),
    }),
  },
  handlers: {
    'tills.ring': async ({ caller }) => ({ storeId: caller.storeId, keyId: caller.keyId }),
  },
})

async function street() {
  const programme = await Programme.start()
  await openStore(programme, 'west', { hookKeyId: 'west-2', previousHookKeyId: 'west-1' })
  await openStore(programme, 'east', { hookKeyId: 'east-1' })
  const door = serve([...modules, tills], 'hook', programme.ports)
  const secretsOf = async (storeId: string) => {
    const { keys } = dataOf(await programme.ops()('ops.hook-key', { storeId, operator: '王芳' }))
    return new Map(keys.map(({ keyId, secret }) => [keyId, secret]))
  }
  const ring = (
    { keyId, secret }: { keyId: string; secret: string },
    input: object,
    timestamp = String(programme.nowMs),
  ): Promise<Reply> => {
    const body = JSON.stringify({ action: 'tills.ring', input, key: 'till-1' })
    const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
    return door(JSON.parse(body), { source: 'wx_http', signed: { keyId, timestamp, signature, body } })
  }
  const west = await secretsOf('west')
  const key = (keyId: string) => ({ keyId, secret: west.get(keyId) ?? '' })
  return { programme, door, ring, secretsOf, key }
}

test("a store's till comes in with the key in force and with the one before, as that store", async () => {
  const { ring, key } = await street()
  for (const keyId of ['west-2', 'west-1'])
    expect(await ring(key(keyId), { storeId: 'west' })).toMatchObject({ ok: true, data: { storeId: 'west', keyId } })
  expect(await ring(key('west-2'), {})).toMatchObject({ ok: true, data: { storeId: 'west' } })
})

test('it may not name another store', async () => {
  const { ring, key } = await street()
  for (const storeId of ['east', 'nowhere']) expect(codeOf(await ring(key('west-2'), { storeId }))).toBe('unauthorised')
})

test("another store's secret, an unknown key, an old moment and no signature at all stay outside", async () => {
  const { programme, door, ring, secretsOf, key } = await street()
  const east = (await secretsOf('east')).get('east-1') ?? ''
  expect(codeOf(await ring({ keyId: 'west-2', secret: east }, {}))).toBe('unauthorised')
  expect(codeOf(await ring({ keyId: 'west-1', secret: key('west-2').secret }, {}))).toBe('unauthorised')
  expect(codeOf(await ring({ keyId: 'west-9', secret: key('west-2').secret }, {}))).toBe('unauthorised')
  expect(codeOf(await ring({ keyId: '', secret: '' }, {}))).toBe('unauthorised')
  expect(codeOf(await ring(key('west-2'), {}, String(programme.nowMs - 300_001)))).toBe('unauthorised')
  expect(codeOf(await door({ action: 'tills.ring', key: 'k' }, { source: 'wx_http' }))).toBe('unauthorised')
  expect(codeOf(await door({ action: 'tills.ring', key: 'k' }, { source: 'wx_client', openid: 'o-mei' }))).toBe(
    'unauthorised',
  )
})

test('a key is rotated: the new one counts, the one before goes on until it is taken out', async () => {
  const { programme, ring, secretsOf, key } = await street()
  const draft = { _id: 'west', name: '西湖店', merchantId: 'laoshan', hookKeyId: 'west-3' }
  const publish = async (fields: object) => {
    await writeByHand(programme, 'stores', { ...draft, ...fields })
    dataOf(await programme.ops()('ops.publish', { kind: 'stores', id: 'west' }))
    programme.wait(10_000)
  }
  await publish({ previousHookKeyId: 'west-2' })
  const third = { keyId: 'west-3', secret: (await secretsOf('west')).get('west-3') ?? '' }
  expect((await ring(third, {})).ok).toBe(true)
  expect((await ring(key('west-2'), {})).ok).toBe(true)
  expect(codeOf(await ring(key('west-1'), {}))).toBe('unauthorised')
  await publish({})
  expect((await ring(third, {})).ok).toBe(true)
  expect(codeOf(await ring(key('west-2'), {}))).toBe('unauthorised')
})

test('a retired store has no keys', async () => {
  const { programme, ring, key } = await street()
  dataOf(await programme.ops()('ops.retire', { kind: 'stores', id: 'west' }))
  programme.wait(10_000)
  expect(codeOf(await ring(key('west-2'), {}))).toBe('unauthorised')
})

test('two stores that were given one key at once can neither be told from the other: nobody comes in with it', async () => {
  const { programme, ring, secretsOf } = await street()
  for (const id of ['north', 'south'])
    await writeByHand(programme, 'stores', { _id: id, name: id, merchantId: 'laoshan', hookKeyId: 'shared-1' })
  const publish = (id: string) => programme.ops()('ops.publish', { kind: 'stores', id })
  await Promise.all([publish('north'), publish('south')])
  const shared = { keyId: 'shared-1', secret: (await secretsOf('north')).get('shared-1') ?? '' }
  expect(codeOf(await ring(shared, {}))).toBe('unauthorised')
})

describe('ops.hook-key', () => {
  test('shows the key in force and the one before, each with its own secret', async () => {
    const { secretsOf } = await street()
    const west = await secretsOf('west')
    expect([...west.keys()]).toEqual(['west-2', 'west-1'])
    expect(new Set([...west.values(), ...(await secretsOf('east')).values()]).size).toBe(3)
  })

  test('refuses a store that there is none of, and one without a key', async () => {
    const { programme } = await street()
    const ask = (storeId: string) => programme.ops()('ops.hook-key', { storeId, operator: '王芳' })
    expect(codeOf(await ask('nowhere'))).toBe('no_such_store')
    await openStore(programme, 'north')
    expect(codeOf(await ask('north'))).toBe('no_hook_key')
  })
})
