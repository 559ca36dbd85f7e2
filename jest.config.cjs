const { existsSync } = require('node:fs')
const { join } = require('node:path')

/** One jest project per world the tests run in. Only the named folders are crawled, so dist and .data stay out of sight. */
function project(displayName, folders, options = {}) {
  return {
    displayName,
    rootDir: __dirname,
    roots: folders.map((folder) => join(__dirname, folder)).filter(existsSync),
    testMatch: ['**/*.test.{ts,tsx}'],
    testEnvironment: 'node',
    // Every package we use has a build without modules, so nothing in node_modules needs a transform; d3's have another name.
    transform: { '\\.tsx?$': '<rootDir>/config/jest-transform.cjs' },
    moduleNameMapper: {
      '^@/(.*)$': '<rootDir>/src/$1',
      '^(d3-[a-z-]+)$': '<rootDir>/node_modules/$1/dist/$1.min.js',
    },
    ...options,
  }
}

module.exports = {
  // Two cores are what a small CI machine has. A worker that grew past the limit is replaced between test files.
  maxWorkers: 2,
  workerIdleMemoryLimit: '1GB',
  // For the slowest test on a busy machine. jest takes it for all projects or none.
  testTimeout: 120_000,
  projects: [
    project('unit', ['cloudfunctions', 'local-cloud', 'config', 'src']),
    project('cloud', ['test/kit', 'test/bench', 'test/conformance', 'test/flows', 'test/simulation']),
    // local-cloud's native store does not load inside jsdom: these tests start it as a process of its own.
    project('weapp', ['test/weapp'], { testEnvironment: 'jsdom' }),
    project('browser', ['test/e2e']),
    project('tidy', ['test/tidy']),
  ].filter(({ roots }) => roots.length > 0),
}
