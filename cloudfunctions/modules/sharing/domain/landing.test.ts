import { landingPath, sceneOf } from './landing'
import { shareCodeOf } from './share-code'

const key = Buffer.alloc(32, 7)

describe('the code of a card', () => {
  test('is the same for the same command, and another for any other', () => {
    const code = shareCodeOf(key, 'command-1', 0)
    expect(shareCodeOf(key, 'command-1', 0)).toBe(code)
    const others = [shareCodeOf(key, 'command-2', 0), shareCodeOf(key, 'command-1', 1)]
    expect(new Set([code, ...others, shareCodeOf(Buffer.alloc(32, 8), 'command-1', 0)]).size).toBe(4)
  })

  test('has ten characters that a path and a scene may hold, in a thousand cards', () => {
    const codes = Array.from({ length: 1_000 }, (_, number) => shareCodeOf(key, `command-${number}`, 0))
    for (const code of codes) expect(code).toMatch(/^[A-Za-z0-9_-]{10}$/)
    expect(new Set(codes).size).toBe(1_000)
  })
})

describe('where a card leads', () => {
  test.each([
    ['/tabs/home/index', '/tabs/home/index?shareCode=a_B-9'],
    ['/features/rewards/pages/reward?rewardId=mug-1', '/features/rewards/pages/reward?rewardId=mug-1&shareCode=a_B-9'],
  ])('%s opens as %s', (path, landing) => {
    expect(landingPath(path, 'a_B-9')).toBe(landing)
  })

  test.each([
    ['a page without a slash', 'tabs/home/index'],
    ['no page', ''],
    ['two slashes', '//evil.example'],
    ['another place', 'https://evil.example/'],
    ['an encoded query', '/tabs/home/index?name=%E8%8C%B6'],
    ['a Chinese query', '/tabs/home/index?name=茶'],
    ['two question marks', '/tabs/home/index?a=1?b=2'],
    ['a fragment', '/tabs/home/index#top'],
    ['a space', '/tabs/home/index?a=1 2'],
    ['more than WeChat takes', `/tabs/home/index?a=${'x'.repeat(990)}`],
  ])('%s is no path', (_, path) => {
    expect(() => landingPath(path, 'a_B-9')).toThrow('no page of a mini program')
  })

  test('the longest path that WeChat takes is taken, one character more is not', () => {
    const room = 1_024 - '/p?a=&shareCode=a_B-9'.length
    expect(landingPath(`/p?a=${'x'.repeat(room)}`, 'a_B-9')).toHaveLength(1_024)
    expect(() => landingPath(`/p?a=${'x'.repeat(room + 1)}`, 'a_B-9')).toThrow('no page of a mini program')
  })

  test('a mini-program code has the page without slash and query, and the code as its scene', () => {
    const path = '/features/rewards/pages/reward?rewardId=mug-1'
    expect(sceneOf(path, 'a_B-9')).toEqual({ page: 'features/rewards/pages/reward', scene: 'a_B-9' })
  })

  test.each([
    ['empty', ''],
    ['33 characters', 'x'.repeat(33)],
    ['a percent sign', 'a%20b'],
    ['a space', 'a b'],
    ['Chinese', '茶'],
  ])('%s is no scene', (_, code) => {
    expect(() => sceneOf('/tabs/home/index', code)).toThrow('no scene')
  })
})
