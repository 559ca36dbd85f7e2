import type { Document, Fields } from './ejson'
import { applyUpdate, parseUpdate } from './update'

const base = (): Document => ({
  _id: 'a',
  points: 10,
  name: 'Li',
  nothing: null,
  tags: ['x', 'y'],
  lots: [{ points: 3 }, { points: 1 }],
  rooms: { streak: { days: 2 }, 'rd|x.y': { kind: 'redeem' } },
})

const apply = (update: Fields) => applyUpdate(base(), parseUpdate(update))

describe('an update does what it says', () => {
  const cases: [string, Fields, Fields][] = [
    ['adds to a number', { $inc: { points: -4 } }, { points: 6 }],
    ['counts a missing number from zero', { $inc: { visits: 1 } }, { visits: 1 }],
    ['multiplies', { $mul: { points: 3 } }, { points: 30 }],
    ['takes the smaller', { $min: { points: 4 } }, { points: 4 }],
    ['keeps the larger', { $max: { points: 4 } }, { points: 10 }],
    [
      'replaces an object whole, dots in its keys included',
      { $set: { rooms: { 'a.b': {} } } },
      { rooms: { 'a.b': {} } },
    ],
    ['builds the path to a field', { $set: { 'a.b.c': 1 } }, { a: { b: { c: 1 } } }],
    ['removes a key of a map', { $unset: { 'rooms.streak': '' } }, { rooms: { 'rd|x.y': { kind: 'redeem' } } }],
    ['removes nothing where there is nothing', { $unset: { 'name.first': '', 'gone.deep': '' } }, {}],
    ['pushes', { $push: { tags: 'z' } }, { tags: ['x', 'y', 'z'] }],
    ['pushes into a missing list', { $push: { log: { $each: [1, 2, 3], $slice: -2 } } }, { log: [2, 3] }],
    [
      'pushes in order and cuts',
      { $push: { lots: { $each: [{ points: 2 }], $sort: { points: 1 }, $slice: 2 } } },
      { lots: [{ points: 1 }, { points: 2 }] },
    ],
    ['puts in front', { $push: { tags: { $each: ['w'], $position: 0 } } }, { tags: ['w', 'x', 'y'] }],
    ['adds only what is not there', { $addToSet: { tags: { $each: ['x', 'q'] } } }, { tags: ['x', 'y', 'q'] }],
    ['pulls by value', { $pull: { tags: 'x' } }, { tags: ['y'] }],
    ['pulls by a condition on elements', { $pull: { lots: { points: { $gte: 3 } } } }, { lots: [{ points: 1 }] }],
    ['pulls by an operator', { $pull: { tags: { $in: ['x', 'y'] } } }, { tags: [] }],
    ['pulls all that are listed', { $pullAll: { lots: [{ points: 1 }] } }, { lots: [{ points: 3 }] }],
    ['takes off the end', { $pop: { tags: 1 } }, { tags: ['x'] }],
    ['takes off the front', { $pop: { tags: -1 } }, { tags: ['y'] }],
    ['sets an element by its position', { $set: { 'lots.1.points': 9 } }, { lots: [{ points: 3 }, { points: 9 }] }],
    ['leaves null where an element was unset', { $unset: { 'tags.0': '' } }, { tags: [null, 'y'] }],
  ]
  test.each(cases)('%s', (_name, update, changed) => {
    expect(apply(update)).toEqual({ ...base(), ...changed })
  })

  test('it renames a field', () => {
    const { name, ...rest } = base()
    expect(apply({ $rename: { name: 'full.name' } })).toEqual({ ...rest, full: { name } })
  })
})

describe('an update that the real database refuses is refused', () => {
  const cases: [string, Fields, RegExp][] = [
    ['adding to a string', { $inc: { name: 1 } }, /non-numeric type at name/],
    ['adding to null', { $inc: { nothing: 1 } }, /non-numeric type/],
    ['adding a string', { $inc: { points: '1' } }, /non-numeric argument/],
    ['multiplying a list', { $mul: { tags: 2 } }, /non-numeric type/],
    ['pushing to a number', { $push: { points: 1 } }, /must be an array/],
    ['pushing to null', { $push: { nothing: 1 } }, /must be an array/],
    ['adding to the set of a string', { $addToSet: { name: 1 } }, /must be an array/],
    ['pulling from an object', { $pull: { rooms: 1 } }, /must be an array/],
    ['popping a number', { $pop: { points: 1 } }, /must be an array/],
    ['popping by two', { $pop: { tags: 2 } }, /1 or -1/],
    ['setting through a scalar', { $set: { 'points.x': 1 } }, /Cannot create field 'x'/],
    ['setting through null', { $set: { 'nothing.x': 1 } }, /Cannot create field/],
    ['setting a name in a list', { $set: { 'lots.points': 1 } }, /Cannot create field/],
    ['changing _id', { $set: { _id: 'b' } }, /immutable/],
    ['two changes of one path', { $set: { points: 1 }, $inc: { points: 1 } }, /conflict/],
    ['a change inside a changed path', { $set: { rooms: {}, 'rooms.a': 1 } }, /conflict/],
    ['an operator nobody knows', { $frob: { a: 1 } }, /unknown update operator/],
    ['a field without operator', { points: 1 }, /operators only/],
    ['nothing', {}, /without anything/],
    ['a positional operator', { $set: { 'lots.$.points': 1 } }, /positional/],
    ['an empty path segment', { $set: { 'a..b': 1 } }, /not a field path/],
    ['the prototype', { $set: { '__proto__.x': 1 } }, /not a field path/],
  ]
  test.each(cases)('%s', (_name, update, message) => {
    expect(() => apply(update)).toThrow(message)
  })
})
