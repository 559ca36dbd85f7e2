import { targetsFor } from './test'

it.each([
  [[], ['functions', 'weapp', 'stage', 'h5']],
  [['--selectProjects', 'unit'], []],
  [['--selectProjects', 'unit', 'tidy', '--verbose'], []],
  [['--selectProjects', 'cloud'], ['functions']],
  [
    ['--verbose', '--selectProjects', 'unit', 'weapp'],
    ['functions', 'weapp'],
  ],
  [['cloudfunctions/kernel', 'config/site.test.ts'], []],
  [['test/flows/join.test.ts'], ['functions']],
  [['test/e2e'], ['functions', 'stage', 'h5']],
  [
    ['src/shared', 'test/weapp'],
    ['functions', 'weapp'],
  ],
  [['join'], ['functions', 'weapp', 'stage', 'h5']],
])('npm test -- %j builds %j', (args, targets) => {
  expect(targetsFor(args)).toEqual(targets)
})
