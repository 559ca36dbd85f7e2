import { ANY_STORE, choicesOf, choiceText, placesText } from './store-choice.shared'

const west = { storeId: 'west', name: '西湖店' }
const east = { storeId: 'east', name: '东站店' }

test('of several stores one chooses any or one of them; of one there is no choice', () => {
  expect(choicesOf([west, east])).toEqual([
    { name: ANY_STORE, text: '任一门店' },
    { name: 'west', text: '西湖店' },
    { name: 'east', text: '东站店' },
  ])
  expect(choicesOf([west])).toEqual([])
  expect(choicesOf([])).toEqual([])
})

test.each([
  [[west, east], ANY_STORE, '这几家都可以，到时候去哪家都行'],
  [[west, east], 'east', '只能在东站店'],
  // Closed since it was chosen: the cloud will refuse it, and the page does not name what is not there.
  [[west, east], 'south', '这几家都可以，到时候去哪家都行'],
  [[west], ANY_STORE, '只能在西湖店'],
])('at %j, chosen "%s": %s', (stores, chosen, text) => {
  expect(choiceText(stores, chosen)).toBe(text)
})

test('an order says its store, or that any of several will do', () => {
  expect(placesText([west])).toBe('到西湖店')
  expect(placesText([west, east])).toBe('任一门店都可以：西湖店、东站店')
})
