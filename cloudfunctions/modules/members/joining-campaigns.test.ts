import { publishCampaign } from '../../../test/kit/campaigns'
import { cutStore } from '../../../test/kit/cut-store'
import { endedAtEachCall } from '../../../test/kit/each-cut'
import { heldBreaker } from '../../../test/kit/held-breaker'
import { assertLedgerHolds } from '../../../test/kit/ledger-holds'
import { dataOf, Programme } from '../../../test/kit/programme'
import { budgetOf, ruledBy, ruleOf, termsNamed } from '../../../test/kit/ruled'
import { settled } from '../../../test/kit/settled'
import type { Work } from '../../platform/context'
import { sweepJob } from '../../platform/operation'
import { accountOf } from '../ledger'
import { quotas } from '../ledger/quotas/quota'
import { finishJoining, join as joiningAs, joinOperation } from './join'

const NEW = { when: 'member_joined', conditions: [{ code: 'first_enrolment' }] }
const message = { code: 'inbox_message', title: '欢迎', text: '第一杯我们请' }
const given = (budget?: number) => ({
  title: '新人礼',
  rules: [{ ...NEW, effects: [{ code: 'points_fixed', points: 30, for: '新人礼' }, message] }],
  ...(budget === undefined ? {} : { budget: { points: budget } }),
})

const MEMBER = 'm-mei'
const joining = (work: Work) => {
  const command = { key: 'k-1', inputHash: 'i', madeAtMs: work.nowMs }
  return joiningAs({ ...work, caller: { kind: 'member', memberId: MEMBER }, command }, { consentVersion: '1' })
}

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

test.each([
  ['who asks to join once more', joining],
  ['whoever needs the account', (work: Work) => finishJoining(work, MEMBER)],
])('what %s takes beside the function that wrote the member down goes back, wherever it ends', async (_, goOn) => {
  const found = new Set<string>()
  for (let writes = 0, isDone = false; !isDone; writes += 1) {
    const programme = await Programme.start()
    const breaker = heldBreaker()
    const rules = [ruleOf(termsNamed('new', { budgets: [budgetOf('new', 'points', 100)] }), { when: 'member_joined' })]
    const work = ruledBy(programme, () => rules, [breaker.extension])
    const first = joining(work())
    await breaker.reached
    const cut = cutStore(programme.store)
    cut.cutAfter(writes)
    isDone = await goOn(work(cut.store)).then(
      () => true,
      () => false,
    )
    breaker.release()
    await first
    programme.wait(120_000)
    await sweepJob(joinOperation).slice(work(), null)
    const left = (await programme.store.get(quotas, 'test|new|0|0'))?.left ?? 100
    found.add(`${(await accountOf(work(), MEMBER))?.available}: ${left}`)
  }
  expect([...found].sort()).toEqual(['50: 100', '60: 90'])
})
