import { dataOf, joined, Programme } from '../../../../test/kit/programme'
import { workOn } from '../../../../test/kit/work-on'
import { Refusal } from '../../../kernel/refusal'
import { claimMemberCode, memberAtCounter } from './claim'
import { cardUses } from './store'

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS

async function atCounter() {
  const programme = await Programme.start({ at: '2026-03-10T10:00:00+08:00' })
  const { ask, memberId } = await joined(programme, 'o-mei')
  const { code } = dataOf(await ask('members.card', {}))
  const told = (answer: Awaited<ReturnType<typeof claimMemberCode>>) =>
    answer instanceof Refusal ? answer.code : answer._id
  const claim = async (counter: string, atMs = programme.nowMs, text = code) =>
    told(await claimMemberCode(workOn(programme), text, counter, atMs))
  const look = async (counter: string, atMs = programme.nowMs) =>
    told(await memberAtCounter(workOn(programme), code, counter, atMs))
  return { programme, ask, memberId, code, claim, look, shownAtMs: programme.nowMs }
}

const UNKNOWN = 'unknown_member_code'

describe('a code at a counter', () => {
  test("is the counter's that is first, as often as it likes, and no other's", async () => {
    const { programme, memberId, claim, look } = await atCounter()
    expect([await look('clerk'), await look('other')]).toEqual([memberId, memberId])
    expect(await programme.store.count(cardUses, {})).toBe(0)
    expect([await claim('clerk'), await claim('clerk')]).toEqual([memberId, memberId])
    expect([await claim('other'), await look('other'), await look('clerk')]).toEqual([UNKNOWN, UNKNOWN, memberId])
    expect(await programme.store.count(cardUses, {})).toBe(1)
  })

  test("claimed by ten counters at once is one counter's", async () => {
    const { memberId, claim } = await atCounter()
    const answers = await Promise.all(Array.from({ length: 10 }, (_, at) => claim(`clerk-${at}`)))
    expect(answers.filter((answer) => answer === memberId)).toHaveLength(1)
    expect(answers.filter((answer) => answer === UNKNOWN)).toHaveLength(9)
  })

  test('of the next minute is another code, which another counter may have', async () => {
    const { programme, ask, memberId, claim } = await atCounter()
    await claim('clerk')
    programme.nowMs += MINUTE_MS
    const { code } = dataOf(await ask('members.card', {}))
    expect(await claim('other', programme.nowMs, code)).toBe(memberId)
  })

  test.each([
    ['two minutes on', 2 * MINUTE_MS, UNKNOWN],
    ['at the last moment', 2 * MINUTE_MS - 1, 'known'],
  ])('%s, unclaimed, it is %s', async (_, afterMs, expected) => {
    const { programme, memberId, claim } = await atCounter()
    programme.nowMs += afterMs
    expect(await claim('clerk')).toBe(expected === 'known' ? memberId : expected)
  })

  test('that it has claimed is good there for ten minutes more, and at no other', async () => {
    const { programme, memberId, claim } = await atCounter()
    await claim('clerk')
    programme.nowMs += 10 * MINUTE_MS - 1
    expect([await claim('clerk'), await claim('other')]).toEqual([memberId, UNKNOWN])
    programme.nowMs += 1
    expect(await claim('clerk')).toBe(UNKNOWN)
  })

  test.each([
    ['shown a day ago', 24 * HOUR_MS, 0, true],
    ['shown more than a day ago', 24 * HOUR_MS + 1, 0, false],
    ['shown just when it ended', 3 * HOUR_MS, 2 * MINUTE_MS - 1, true],
    ['said to be shown after it had ended', 3 * HOUR_MS, 2 * MINUTE_MS, false],
    ['said to be shown before it was', 3 * HOUR_MS, -1, false],
    ['of a phone whose clock is a minute ahead', 0, MINUTE_MS, true],
    ['of a phone whose clock is two minutes ahead', 0, MINUTE_MS + 1, false],
  ])('that was offline tells later of a code %s', async (_, laterMs, afterMs, isKnown) => {
    const { programme, memberId, claim, shownAtMs } = await atCounter()
    programme.nowMs += laterMs
    expect(await claim('clerk', shownAtMs + afterMs)).toBe(isKnown ? memberId : UNKNOWN)
  })

  test('a use is forgotten after two days, when no moment is left at which the code is good', async () => {
    const { programme, claim, shownAtMs } = await atCounter()
    await claim('clerk')
    programme.nowMs += 24 * HOUR_MS
    await programme.tick()
    expect(await claim('other', shownAtMs)).toBe(UNKNOWN)
    programme.nowMs += 24 * HOUR_MS
    await programme.tick()
    expect(await programme.store.count(cardUses, {})).toBe(1)
    programme.nowMs += HOUR_MS
    await programme.tick()
    expect(await programme.store.count(cardUses, {})).toBe(0)
    expect(await claim('other', shownAtMs)).toBe(UNKNOWN)
  })
})
