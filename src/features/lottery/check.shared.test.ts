import { createHash, createHmac } from 'node:crypto'
import { checksOf, type DayProof, type MyDraw } from './check.shared'

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')

const SECRET = sha256('a day of the tea shop')
const LIST = JSON.stringify({
  fallback: 'points',
  prizes: [
    { prizeId: 'kettle', name: '手冲壶', oddsPpm: 100_000 },
    { prizeId: 'points', name: '20 茶点', oddsPpm: 300_000 },
    { prizeId: 'thanks', name: '谢谢参与', oddsPpm: 600_000 },
  ],
})
const HASHES = { secretHash: sha256(SECRET), listHash: sha256(LIST) }
const DAY: DayProof = {
  date: '2026-03-10',
  committedAtMs: 1,
  list: LIST,
  secret: SECRET,
  revealedAtMs: 2,
  revealsAtMs: null,
  ...HASHES,
}

/** What the cloud would have answered for a draw: written anew with Node's own functions. */
function drawn(number: number): MyDraw {
  const mac = createHmac('sha256', SECRET).update(`wheel|a.1|${number}`, 'utf8').digest('hex')
  const outcome = Number(BigInt(`0x${mac.slice(0, 12)}`) % 1_000_000n)
  const [prizeId, name] =
    outcome < 100_000 ? ['kettle', '手冲壶'] : outcome < 400_000 ? ['points', '20 茶点'] : ['thanks', '谢谢参与']
  return {
    title: '转盘',
    isRevealed: true,
    draw: { number, date: DAY.date, atMs: 2, spentPoints: 0 },
    prize: { prizeId, kind: 'thanks', name },
    proof: {
      campaignId: 'wheel',
      date: DAY.date,
      account: 'a.1',
      number,
      mark: sha256(`${HASHES.secretHash}|${HASHES.listHash}`).slice(0, 16),
      ...HASHES,
    },
  }
}

/** The first draw that falls on a prize. */
function drawnOn(prizeId: string): MyDraw {
  for (let number = 1; ; number += 1) if (drawn(number).prize.prizeId === prizeId) return drawn(number)
}

const wrongIn = (draw: MyDraw, day: DayProof = DAY, seen = HASHES) =>
  checksOf(draw, day, seen)
    ?.filter(({ isRight }) => !isRight)
    .map(({ text }) => text)

const SAME = '用密钥重新抽一遍，落在同一个奖品上'
const LIST_FITS = '奖品和概率符合事先公布的指纹'
const PROMISED = '抽奖前公布的指纹，和这次抽奖记录里的一致'
const SECRET_FITS = '当天的密钥符合事先公布的指纹'
const SEEN = '和这部手机在抽奖前记下的指纹一致'

describe('a draw run again on the phone', () => {
  test('a hundred honest draws all come out as they did', () => {
    for (let number = 1; number <= 100; number += 1) expect(wrongIn(drawn(number))).toEqual([])
  })

  test('before the secret is told there is nothing to check', () => {
    expect(checksOf(drawn(1), { ...DAY, secret: null }, null)).toBeNull()
  })

  test('a phone that saw the promise before says so, another does not', () => {
    expect(checksOf(drawn(1), DAY, HASHES)).toHaveLength(5)
    expect(checksOf(drawn(1), DAY, null)).toHaveLength(4)
  })

  test('a prize that was out of stock gives the fallback, and nothing else', () => {
    const kettle = drawnOn('kettle')
    const insteadOf = { prizeId: 'kettle', name: '手冲壶' }
    expect(wrongIn({ ...kettle, prize: { prizeId: 'points', kind: 'points', name: '20 茶点', insteadOf } })).toEqual([])
    expect(wrongIn({ ...kettle, prize: { prizeId: 'thanks', kind: 'thanks', name: '谢谢参与', insteadOf } })).toEqual([
      SAME,
    ])
  })

  const otherList = LIST.replace('100000', '99999').replace('600000', '600001')
  const other = { list: otherList, listHash: sha256(otherList) }
  const otherSecret = sha256('another day')
  test.each<[string, MyDraw, DayProof, readonly string[]]>([
    ['another prize given than drawn', { ...drawnOn('kettle'), prize: drawnOn('thanks').prize }, DAY, [SAME]],
    [
      'a prize renamed afterwards',
      drawnOn('kettle'),
      { ...DAY, list: LIST.replace('手冲壶', '茶杯') },
      [LIST_FITS, SAME],
    ],
    ['odds changed afterwards', drawnOn('thanks'), { ...DAY, list: otherList }, [LIST_FITS]],
    ['odds changed with their hash', drawnOn('thanks'), { ...DAY, ...other }, [PROMISED, SEEN]],
    ['another secret than promised', drawnOn('kettle'), { ...DAY, secret: otherSecret }, [SECRET_FITS, SAME]],
    [
      'another number of the draw',
      { ...drawnOn('kettle'), proof: { ...drawnOn('kettle').proof, number: drawnOn('thanks').proof.number } },
      DAY,
      [SAME],
    ],
    ['a list that is none', drawnOn('thanks'), { ...DAY, list: 'x' }, [LIST_FITS, SAME]],
  ])('%s is found out', (_, draw, day, wrong) => {
    expect(wrongIn(draw, day)).toEqual(wrong)
    expect(wrongIn(drawnOn('points'))).toEqual([])
  })

  test('hashes changed everywhere but on this phone and in the entry are found out', () => {
    const draw = drawnOn('thanks')
    const changed = { ...draw, proof: { ...draw.proof, listHash: other.listHash } }
    expect(wrongIn(changed, { ...DAY, ...other })).toEqual([PROMISED, SEEN])
  })
})
