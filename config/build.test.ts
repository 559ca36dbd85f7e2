import { type BuildEvent, parseTargets, printer, TARGETS } from './build'

it.each([
  [[], TARGETS],
  [['weapp'], ['weapp']],
  [
    ['weapp', 'functions'],
    ['functions', 'weapp'],
  ],
])('npm run build -- %j builds %j', (names, targets) => {
  expect(parseTargets(names)).toEqual(targets)
})

it('refuses a target it does not know and names those it does', () => {
  expect(() => parseTargets(['h5', 'ios'])).toThrow('没有构建目标 ios，可选：functions、stage、h5、weapp')
})

it('prints each change of state once, and not the ticking in between', () => {
  const lines: string[] = []
  const print = printer((line) => lines.push(line))
  const events: Pick<BuildEvent, 'state' | 'text'>[] = [
    { state: 'waiting', text: '等待' },
    { state: 'building', text: '正在构建' },
    { state: 'building', text: '正在构建' },
    { state: 'failed', text: '失败：缺一个文件' },
  ]
  for (const event of events) print({ target: 'h5', ...event })
  expect(lines).toEqual(['[h5] 正在构建', '[h5] 失败：缺一个文件'])
})
