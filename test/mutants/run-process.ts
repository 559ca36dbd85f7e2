import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Mutant } from './mutant'
import { mutants } from './mutants'

const root = resolve(__dirname, '../..')
const jest = join(root, 'node_modules/jest/bin/jest.js')

/** Runs the tests that must notice, with one guard taken out; whether one of them failed. */
function isKilled({ file, from, to, tests }: Mutant): boolean {
  // Jest remembers transformed files, and would not see the edit. In one process: a worker would outlive a run that
  // bailed out, and still write into the cache.
  const cache = mkdtempSync(join(tmpdir(), 'mutant-'))
  const { status } = spawnSync(
    process.execPath,
    [jest, '--bail', '--runInBand', '--cacheDirectory', cache, '--', ...tests],
    {
      cwd: root,
      env: { ...process.env, FUDIAN_MUTANT: JSON.stringify({ file, from, to }) },
      stdio: 'ignore',
    },
  )
  rmSync(cache, { recursive: true, force: true })
  return status !== 0
}

const wanted = process.argv.slice(2)
const chosen = mutants.filter(({ guard }) => wanted.length === 0 || wanted.includes(guard))
const survivors = chosen.filter((mutant) => {
  const killed = isKilled(mutant)
  console.log(`${killed ? 'killed  ' : 'SURVIVED'} ${mutant.guard}`)
  return !killed
})
console.log(`${chosen.length - survivors.length} of ${chosen.length} mutants killed`)
process.exitCode = survivors.length === 0 ? 0 : 1
