import type { Json } from '../../../kernel/canonical-json'
import { changesBetween } from './changes'

type Body = Record<string, Json>

test.each<[string, Body, Body, [string, Json, Json][]]>([
  ['equal documents differ in nothing, whatever the order of their fields', { a: 1, b: [2] }, { b: [2], a: 1 }, []],
  ['a value that changed', { points: 5 }, { points: 6 }, [['points', 5, 6]]],
  ['a field that came', {}, { points: 6 }, [['points', null, 6]]],
  ['a field that went', { points: 5 }, {}, [['points', 5, null]]],
  ['an object that came is one change', {}, { brand: { name: '甲' } }, [['brand', null, { name: '甲' }]]],
  [
    'inside an object, only what changed',
    { brand: { name: '甲', logo: '' } },
    { brand: { name: '乙', logo: '' } },
    [['brand.name', '甲', '乙']],
  ],
  ['inside a list, by position', { ladder: [5, 5, 8] }, { ladder: [5, 6, 8] }, [['ladder.1', 5, 6]]],
  [
    'a list that grew, and one that shrank',
    { a: [1], b: [1, 2] },
    { a: [1, 2], b: [1] },
    [
      ['a.1', null, 2],
      ['b.1', 2, null],
    ],
  ],
  [
    'deep in lists of objects',
    { tiers: [{ benefits: [{ quota: 1 }] }] },
    { tiers: [{ benefits: [{ quota: 2 }] }] },
    [['tiers.0.benefits.0.quota', 1, 2]],
  ],
  ['a list in place of an object', { a: {} }, { a: [] }, [['a', {}, []]]],
  ['a number in place of a text', { a: '1' }, { a: 1 }, [['a', '1', 1]]],
  ['null in place of a value', { a: 1 }, { a: null }, [['a', 1, null]]],
])('%s', (_, before, after, changes) => {
  expect(changesBetween(before, after).map((change) => [change.path, change.before, change.after])).toEqual(changes)
})
