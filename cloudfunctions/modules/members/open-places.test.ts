import { assertLedgerHolds } from '../../../test/kit/ledger-holds'
import { dataOf, Programme } from '../../../test/kit/programme'
import { defineModule } from '../../platform/module'
import { serve } from '../../platform/serve'
import { tick } from '../../platform/tick'
import { modules } from '..'
import { accounts } from '../ledger/store'
import { joinListeners, memberTiers, roomsAtJoining } from '.'
import { members } from './store'

/** The product with one module more, which takes part wherever members left a place open. */
async function withModule(extending: Parameters<typeof defineModule>[0]['extends']) {
  const programme = await Programme.start()
  const all = [...modules, defineModule({ name: 'guest', contract: {}, handlers: {}, extends: extending })]
  const door = serve(all, 'member', programme.ports)
  const send = (event: unknown) => door(event, { openid: 'o-mei', source: 'wx_client' })
  const join = () => send({ action: 'members.join', input: { consentVersion: '1' }, key: 'join-1' })
  return { programme, send, join, tick: () => tick(all, programme.ports)({ source: 'wx_trigger' }) }
}

test('an account opens with what modules keep from the first moment, as it was when the joining was decided', async () => {
  let asked = 0
  const { programme, join } = await withModule([
    roomsAtJoining.with(
      async () => ({ first: { asked: ++asked } }),
      async () => ({ second: 2 }),
    ),
  ])
  expect(await join()).toMatchObject({ ok: true })
  expect(await join()).toMatchObject({ ok: true })
  const [account] = (await programme.store.find(accounts, { index: 'byMember', limit: 2 })).items
  expect(account?.rooms).toEqual({ first: { asked: 1 }, second: 2 })
  await assertLedgerHolds(programme)
})

test('who has to know of a joining is told while it is open, and again when that failed', async () => {
  const told: string[] = []
  const { programme, join, tick } = await withModule([
    joinListeners.with(async (_, { _id }) => {
      told.push(_id)
      if (told.length === 1) throw new Error('the function was ended here')
    }),
  ])
  expect(await join()).toMatchObject({ ok: false, code: 'internal' })
  programme.nowMs += 2 * 60_000
  expect(await tick()).toMatchObject({ ran: expect.arrayContaining([{ job: 'members-finish-joins', done: 1 }]) })
  const [member] = (await programme.store.find(members, { index: 'byCardNo', limit: 2 })).items
  expect(told).toEqual([member?._id, member?._id])
  expect(member?.openSinceMs).toBeNull()
  expect(await join()).toMatchObject({ ok: true })
  expect(told).toHaveLength(2)
})

test('the first module that knows a tier says it; where none does there is none', async () => {
  const { send, join } = await withModule([
    memberTiers.with(
      async () => null,
      async (_, account) => `${account.available} 级`,
      async () => '最后',
    ),
  ])
  await join()
  expect(await send({ action: 'members.me', input: {} })).toMatchObject({ data: { tier: '50 级' } })
  const programme = await Programme.start()
  dataOf(await programme.member('o-mei')('members.join', { consentVersion: '1' }))
  expect(dataOf(await programme.member('o-mei')('members.me', {})).tier).toBeNull()
})
