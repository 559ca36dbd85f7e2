import { dataOf, joined, Programme } from '../../../test/kit/programme'
import { workOn } from '../../../test/kit/work-on'
import { checkDigitsOf, typedCode } from '../../kernel/typed-code'
import { memberOfCode } from './member-of-code'

const SECOND_MS = 1_000

async function shown() {
  const programme = await Programme.start({ at: '2026-03-10T10:00:30+08:00' })
  const { ask, memberId } = await joined(programme, 'o-mei')
  const { code } = dataOf(await ask('members.card', {}))
  const whose = async (text: string, atMs: number) => (await memberOfCode(workOn(programme), text, atMs))?._id ?? null
  return { programme, memberId, code, whose, startMs: programme.nowMs - 30 * SECOND_MS }
}

test.each([
  ['a millisecond before its minute', -1, false],
  ['with its minute', 0, true],
  ['at the end of its minute', 59_999, true],
  ['in the minute after', 60_000, true],
  ['at the end of the minute after', 119_999, true],
  ['when that has ended', 120_000, false],
])('a code is the card of its member %s: %s ms, %s', async (_, afterMs, isKnown) => {
  const { code, whose, startMs, memberId } = await shown()
  expect(await whose(code, startMs + afterMs)).toBe(isKnown ? memberId : null)
})

test("a code of another key, a changed one, and one of a card that nobody has are nobody's", async () => {
  const { programme, code, whose } = await shown()
  const { nowMs } = programme
  const slot = Math.floor(nowMs / (60 * SECOND_MS))
  const key = programme.ports.secrets.key('member-card')
  const cardNo = code.slice(0, 10)
  const last = String((Number(code[17]) + 1) % 10)
  const changed = code.slice(0, 17) + last
  const wrong = {
    foreign: typedCode(Buffer.alloc(32, 7), cardNo, slot),
    mistyped: `${changed}${code.slice(18)}`,
    guessed: changed + checkDigitsOf(changed),
    ofNobody: typedCode(key, '0000000000', slot),
    empty: '',
  }
  for (const text of Object.values(wrong)) expect(await whose(text, nowMs)).toBeNull()
  expect(await whose(typedCode(key, cardNo, slot), nowMs)).not.toBeNull()
})
