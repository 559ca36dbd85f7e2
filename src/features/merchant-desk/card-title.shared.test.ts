import { notAllowedText } from './card-title.shared'

test.each([
  [{ words: '分享、红包' }, '微信不允许标题里有“分享”“红包”，请换个说法'],
  [{ words: '砍价' }, '微信不允许标题里有“砍价”，请换个说法'],
  [{ words: '' }, ''],
  [{ path: 'title' }, ''],
])('a refusal with %j is told as %j', (params, text) => expect(notAllowedText(params)).toBe(text))
