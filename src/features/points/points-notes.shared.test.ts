import { pointsNotes } from './points-notes.shared'

test.each([
  [0, 0, []],
  [128, 0, ['另有 128 茶点待到账']],
  [0, 30, ['欠 30 茶点，之后获得的先抵扣']],
  [1280, 1, ['另有 1,280 茶点待到账', '欠 1 茶点，之后获得的先抵扣']],
])('with %i pending and %i owed a member reads %j', (pending, debt, notes) => {
  expect(pointsNotes({ pending, debt }, '茶点')).toEqual(notes)
})
