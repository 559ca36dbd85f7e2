import { EXAMPLE_WHEEL } from '../../../../test/kit/wheel'
import { worseThan } from './favour'
import type { Prize } from './prize'
import type { Wheel } from './wheel'

const RULE = { when: 'order_paid', conditions: [], effects: [{ code: 'draw_chance', campaignId: 'wheel', times: 1 }] }
const BODY = { kind: 'wheel', fromMs: 1, untilMs: 9, rules: [RULE], perMember: { times: 5 }, title: '转盘' }
const { prizes } = EXAMPLE_WHEEL

const withPrize = (prizeId: string, change: object): Wheel => ({
  ...EXAMPLE_WHEEL,
  prizes: prizes.map((prize) => (prize.prizeId === prizeId ? ({ ...prize, ...change } as Prize) : prize)),
})

const pathsOf = (body: object, wheel: Wheel) =>
  worseThan({ body: BODY, wheel: EXAMPLE_WHEEL }, { body: { ...BODY, ...body }, wheel }).map(({ path }) => path)

describe('a wheel that has begun', () => {
  test.each<[string, object, Wheel]>([
    ['the same again', {}, EXAMPLE_WHEEL],
    ['other words about it, or a pause', { title: '新名字', isPaused: true }, EXAMPLE_WHEEL],
    [
      'better odds at the cost of the empty place',
      {},
      {
        ...EXAMPLE_WHEEL,
        prizes: prizes.map((prize) =>
          prize.kind === 'thanks'
            ? { ...prize, oddsPpm: 400_000 }
            : prize.prizeId === 'cash'
              ? { ...prize, oddsPpm: 250_000 }
              : prize,
        ),
      },
    ],
    ['more points for the same place', {}, withPrize('points', { points: 30 })],
    ['more chances', {}, { ...EXAMPLE_WHEEL, freePerDay: 2, mostPerDay: 5 }],
    ['another rule beside those there are', { rules: [RULE, { ...RULE, when: 'checked_in' }] }, EXAMPLE_WHEEL],
    ['another telephone number', {}, { ...EXAMPLE_WHEEL, disclosure: { ...EXAMPLE_WHEEL.disclosure, contact: '110' } }],
  ])('may be given %s', (_, body, wheel) => {
    expect(pathsOf(body, wheel)).toEqual([])
  })

  test.each<[string, object, Wheel, string]>([
    ['odds that fall', {}, withPrize('kettle', { oddsPpm: 999 }), 'prizes.0.oddsPpm'],
    ['a cheaper prize', {}, withPrize('kettle', { valueFen: 100 }), 'prizes.0.valueFen'],
    ['another name', {}, withPrize('kettle', { name: '茶杯' }), 'prizes.0.name'],
    ['another coupon', {}, withPrize('tea', { templateId: 'other' }), 'prizes.1.templateId'],
    ['another number of pieces', {}, withPrize('tea', { stock: 100 }), 'prizes.1.stock'],
    ['a bound where there was none', {}, withPrize('cash', { stock: 10 }), 'prizes.2.stock'],
    ['fewer points', {}, withPrize('points', { points: 19 }), 'prizes.3.points'],
    ['another kind of prize', {}, withPrize('points', { kind: 'thanks' }), 'prizes.3.kind'],
    ['the use of a thing for the thing', {}, withPrize('kettle', { isUseRight: true }), 'prizes.0.isUseRight'],
    ['one prize less', {}, { ...EXAMPLE_WHEEL, prizes: prizes.slice(1) }, 'prizes'],
    ['fewer chances', {}, { ...EXAMPLE_WHEEL, freePerDay: 0 }, 'freePerDay'],
    ['fewer draws a day', {}, { ...EXAMPLE_WHEEL, mostPerDay: 2 }, 'mostPerDay'],
    ['another fallback', {}, { ...EXAMPLE_WHEEL, fallback: 'cash' }, 'fallback'],
    [
      'other terms',
      {},
      { ...EXAMPLE_WHEEL, disclosure: { ...EXAMPLE_WHEEL.disclosure, claimTime: '一天' } },
      'disclosure.claimTime',
    ],
    ['a later end, which days before did not know of', { untilMs: 10 }, EXAMPLE_WHEEL, 'untilMs'],
    ['a rule less', { rules: [] }, EXAMPLE_WHEEL, 'rules.0'],
  ])('may not be given %s', (_, body, wheel, path) => {
    expect(pathsOf(body, wheel)).toEqual([path])
  })

  test('its price may fall and not rise or go', () => {
    const priced = (pricePoints?: number): Wheel => ({ ...EXAMPLE_WHEEL, pricePoints })
    const changed = (before: Wheel, after: Wheel) =>
      worseThan({ body: BODY, wheel: before }, { body: BODY, wheel: after }).map(({ path }) => path)
    expect(changed(priced(10), priced(5))).toEqual([])
    expect(changed(priced(), priced(5))).toEqual([])
    expect(changed(priced(10), priced(11))).toEqual(['pricePoints'])
    expect(changed(priced(10), priced())).toEqual(['pricePoints'])
  })
})
