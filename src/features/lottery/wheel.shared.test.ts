import {
  buttonOf,
  chancesText,
  type Drawn,
  endText,
  nextAngle,
  type OddsOfPrize,
  oddsText,
  restingAngle,
  resultOf,
  stockText,
  type Wheel,
  waysText,
  worthText,
} from './wheel.shared'

const NOW = Date.parse('2026-03-10T10:00:00+08:00')
const chances = { left: 1, free: 1, earned: 0, today: 3 }
const none = { left: 0, free: 0, earned: 0, today: 2 }
const wheel = {
  state: 'open',
  fromMs: NOW - 1,
  untilMs: NOW + 1,
  chances,
  balance: 100,
  freePerDay: 1,
  mostPerDay: 3,
  ways: ['每消费一单得 1 次抽奖机会'],
} as unknown as Wheel
const kettle: OddsOfPrize = {
  prizeId: 'kettle',
  kind: 'item',
  name: '手冲壶',
  valueFen: 19_900,
  oddsPpm: 1_000,
  stock: 3,
  left: 2,
}

describe('odds, stock and worth', () => {
  test.each([
    [500_000, '50%'],
    [150_000, '15%'],
    [1_000, '0.1%'],
    [12_500, '1.25%'],
    [1, '0.0001%'],
    [999_999, '99.9999%'],
    [0, '0%'],
  ])('%i parts per million read %s', (ppm, text) => {
    expect(oddsText(ppm)).toBe(text)
  })

  test.each<[Partial<OddsOfPrize>, string]>([
    [{}, '3 份，余 2'],
    [{ left: 0 }, '3 份，已发完'],
    [{ stock: null, left: null }, '不限量'],
    [{ kind: 'thanks', stock: null, left: null }, '—'],
  ])('a stock says what is left: %j', (change, text) => {
    expect(stockText({ ...kettle, ...change })).toBe(text)
  })

  test.each<[Partial<OddsOfPrize>, string]>([
    [{}, '实物，到店领，价值 ¥199.00'],
    [{ isUseRight: true }, '使用权，价值 ¥199.00'],
    [{ kind: 'coupon', valueFen: 500 }, '优惠券，价值 ¥5.00'],
    [{ kind: 'points', points: 20, valueFen: 20 }, '20 茶点，约值 ¥0.20'],
    [{ kind: 'thanks' }, '没有奖品'],
  ])('a prize says what it is worth: %j', (change, text) => {
    expect(worthText({ ...kettle, ...change }, '茶点')).toBe(text)
  })
})

test.each([
  ['2026-03-11T00:00:00+08:00', '今天 24:00'],
  ['2026-03-12T00:00:00+08:00', '明天 24:00'],
  ['2026-03-10T21:30:00+08:00', '今天 21:30'],
])('a wheel that is over at %s ends %s', (until, text) => {
  expect(endText(Date.parse(until), '2026-03-10')).toBe(text)
})

describe('the button', () => {
  test.each<[string, Partial<Wheel>, string, boolean, boolean]>([
    ['draws by a chance', {}, '抽一次', true, false],
    ['offers points when there is no chance', { chances: none, pricePoints: 10 }, '用 10 茶点抽一次', true, true],
    ['says how many points are missing', { chances: none, pricePoints: 110 }, '差 10 茶点', false, false],
    ['says that there is no chance', { chances: none }, '现在没有机会了', false, false],
    [
      'says when the day is full',
      { chances: { ...none, today: 0 }, pricePoints: 1 },
      '今天抽满了，明天再来',
      false,
      false,
    ],
    ['waits for the beginning', { state: 'not_begun', fromMs: NOW + 3_600_000 }, '今天 11:00 开始', false, false],
    ['waits for the promise', { state: 'preparing' }, '正在准备，请稍后再来', false, false],
    ['rests in a pause', { state: 'paused' }, '暂停中，请稍后再来', false, false],
    ['ends with the wheel', { state: 'over' }, '活动结束了', false, false],
    ['ends at the second, also on a page that is old', { untilMs: NOW }, '活动结束了', false, false],
  ])('%s', (_, change, text, canDraw, isForPoints) => {
    expect(buttonOf({ ...wheel, ...change } as Wheel, '茶点', NOW)).toEqual({ text, canDraw, isForPoints })
  })

  test('chances and the ways to them are said in a line each', () => {
    expect(chancesText(wheel)).toBe('还有 1 次机会')
    expect(chancesText({ ...wheel, chances: none })).toBe('现在没有机会')
    expect(chancesText({ ...wheel, chances: { ...none, today: 0 } })).toBe('今天的 3 次都抽过了')
    expect(waysText(wheel)).toEqual(['每天送 1 次', '每消费一单得 1 次抽奖机会', '每天最多抽 3 次'])
    expect(waysText({ ...wheel, freePerDay: 0, ways: [] })).toEqual(['每天最多抽 3 次'])
  })
})

describe('the turning', () => {
  const prizes = ['a', 'b', 'c', 'd'].map((prizeId) => ({ prizeId }))

  test('each prize comes to stand under the pointer', () => {
    expect(prizes.map(({ prizeId }) => restingAngle(prizes, prizeId))).toEqual([360, 270, 180, 90])
  })

  test('it goes on from where it is, forward, some whole turns and to the prize', () => {
    expect(nextAngle(0, 270, 3)).toBe(1350)
    expect(nextAngle(1350, 90, 3)).toBe(1080 + 1080 + 90)
    for (const resting of [90, 180, 270, 360]) {
      const angle = nextAngle(1350, resting, 3)
      expect(angle % 360).toBe(resting % 360)
      expect(angle - 1350).toBeGreaterThan(720)
    }
  })
})

describe('the result', () => {
  const drawn = (prize: Partial<Drawn['prize']>, chancesLeft = 0) =>
    ({ prize: { prizeId: 'x', kind: 'coupon', name: '饮品券', ...prize }, chancesLeft }) as Drawn

  test.each<[Drawn, string, string]>([
    [drawn({ kind: 'points', points: 20 }), '得到 20 茶点', '已经到账'],
    [drawn({}, 2), '饮品券', '券已经放进您的卡包，还有 2 次机会'],
    [drawn({ kind: 'item', name: '手冲壶' }), '手冲壶', '兑换券已经放进您的卡包，到店出示就能领'],
    [drawn({ kind: 'thanks', name: '谢谢参与' }), '谢谢参与', '谢谢您来玩，下次见'],
    [drawn({ kind: 'thanks', name: '谢谢参与' }, 1), '谢谢参与', '谢谢您来玩，还有 1 次机会'],
    [
      drawn({ kind: 'points', points: 20, insteadOf: { prizeId: 'k', name: '手冲壶' } }),
      '得到 20 茶点',
      '抽到的“手冲壶”已经发完，按规则换成这个。已经到账',
    ],
  ])('%#: it is said with as much care, won or not', (one, title, text) => {
    expect(resultOf(one, '茶点')).toEqual({ title, text })
  })
})
