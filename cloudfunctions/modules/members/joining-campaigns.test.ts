import { publishCampaign } from '../../../test/kit/campaigns'
import { endedAtEachCall } from '../../../test/kit/each-cut'
import { assertLedgerHolds } from '../../../test/kit/ledger-holds'
import { dataOf, Programme } from '../../../test/kit/programme'
import { settled } from '../../../test/kit/settled'
import { quotas } from '../ledger/quotas/quota'

const NEW = { when: 'member_joined', conditions: [{ code: 'first_enrolment' }] }
const message = { code: 'inbox_message', title: '欢迎', text: '第一杯我们请' }
const given = (budget?: number) => ({
  title: '新人礼',
  rules: [{ ...NEW, effects: [{ code: 'points_fixed', points: 30, for: '新人礼' }, message] }],
  ...(budget === undefined ? {} : { budget: { points: budget } }),
})

const join = (programme: Programme, who: string, key?: string) =>
  programme.member(who)('members.join', { consentVersion: '1' }, key)

test('joining gives what a campaign adds to the welcome in the same entry, and answers the same for ever', async () => {
  const programme = await Programme.start()
  await publishCampaign(programme, 'new', given())
  const first = dataOf(await join(programme, 'o-mei', 'k-1'))
  expect(first.welcomePoints).toBe(80)
  programme.wait(600_000)
  expect(dataOf(await join(programme, 'o-mei', 'k-1'))).toEqual(first)
  expect(dataOf(await join(programme, 'o-mei'))).toEqual(first)
  const ask = programme.member('o-mei')
  expect(dataOf(await ask('points.statement', {})).items).toHaveLength(1)
  expect(dataOf(await ask('points.explain', { seq: 1 })).formula).toBe('50 + 30 = 80')
  expect(dataOf(await ask('inbox.list', {})).items.filter(({ title }) => title === '欢迎')).toHaveLength(1)
  await assertLedgerHolds(programme)
})

test('of fifty who join at once against a budget for ten, ten get it', async () => {
  const programme = await Programme.start()
  await publishCampaign(programme, 'new', given(300))
  const joinedAll = await Promise.all(
    Array.from({ length: 50 }, (_, at) =>
      settled(async () => dataOf(await join(programme, `o-${at}m`, `k-${at}`)).welcomePoints),
    ),
  )
  expect(joinedAll.filter((points) => points === 80)).toHaveLength(10)
  expect(joinedAll.filter((points) => points === 50)).toHaveLength(40)
  await assertLedgerHolds(programme)
})

test('a joining with a budget and a message that is ended at any of its calls comes to the same in the end', async () => {
  await endedAtEachCall(
    async () => {
      const programme = await Programme.start()
      await publishCampaign(programme, 'new', given(300))
      return programme.store
    },
    async (store, clean) => {
      const at = '2026-03-10T11:00:00+08:00'
      const programme = new Programme({ store: clean, at })
      const first = new Programme({ store, at })
      return {
        run: () => join(first, 'o-mei', 'k-1'),
        goOn: async () => {
          programme.wait(120_000)
          await programme.tick()
          dataOf(await join(programme, 'o-mei', 'k-1'))
        },
        check: async () => {
          expect(dataOf(await programme.member('o-mei')('members.me', {})).points.available).toBe(80)
          const { items } = await clean.find(quotas, { index: 'byQuota', limit: 9 })
          expect(items.map(({ left }) => left)).toEqual([270])
          const inbox = dataOf(await programme.member('o-mei')('inbox.list', {})).items
          expect(inbox.filter(({ title }) => title === '欢迎')).toHaveLength(1)
        },
      }
    },
  )
}, 120_000)
