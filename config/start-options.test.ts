import { readStartOptions } from './start-options'

const usual = { port: 8787, dataDir: '/shop/.data', isFresh: false, wantsDemo: true }

it.each([
  ['nothing', [], {}, usual],
  ['empty variables', [], { PORT: '', FUDIAN_DATA: '', FUDIAN_DEMO: '' }, usual],
  ['--fresh', ['--fresh'], {}, { ...usual, isFresh: true }],
  ['a port', [], { PORT: '0' }, { ...usual, port: 0 }],
  ['a relative data folder', [], { FUDIAN_DATA: '../other' }, { ...usual, dataDir: '/other' }],
  ['an absolute data folder', [], { FUDIAN_DATA: '/tmp/data' }, { ...usual, dataDir: '/tmp/data' }],
  ['no demo', [], { FUDIAN_DEMO: '0' }, { ...usual, wantsDemo: false }],
])('understands %s', (_, flags, env, options) => {
  expect(readStartOptions(flags, env, '/shop')).toEqual(options)
})

it.each([
  [['--frsh'], {}, '--frsh'],
  [['fresh'], {}, 'fresh'],
  [[], { PORT: '80 80' }, '80 80'],
  [[], { PORT: '65536' }, '65536'],
  [[], { PORT: '-1' }, '-1'],
  [[], { FUDIAN_DEMO: 'no' }, 'no'],
])('refuses %j %j in one line that names it', (flags, env, named) => {
  const attempt = () => readStartOptions(flags, env, '/shop')
  expect(attempt).toThrow(named)
  expect(attempt).not.toThrow('\n')
})
