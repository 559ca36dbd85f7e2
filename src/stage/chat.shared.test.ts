import { cardOf } from './chat.shared'

test("a page's share message becomes a card, its path with one slash in front", () => {
  const card = { title: '来喝茶', path: '/tabs/home/index?shareCode=a1', imageUrl: '/_files?id=x' }
  expect(cardOf({ type: 'fudian:share', ...card })).toEqual(card)
  expect(cardOf({ type: 'fudian:share', title: '来喝茶', path: 'tabs/home/index' })).toEqual({
    title: '来喝茶',
    path: '/tabs/home/index',
    imageUrl: '',
  })
})

test.each([
  [null],
  ['fudian:share'],
  [{ type: 'other', title: 'a', path: 'b' }],
  [{ type: 'fudian:share', title: 1, path: '' }],
])('%j is no card', (data) => expect(cardOf(data)).toBeNull())
