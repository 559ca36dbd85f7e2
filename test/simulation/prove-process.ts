import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { Coverage } from './coverage'
import { scenarioOf, simulate } from './simulate'

const root = resolve(__dirname, '../..')
const progressFile = join(root, '.cache/prove.json')
const SAVE_EVERY = 100

interface Progress {
  done: number
  ms: number
  failed: number[]
  counts: Record<string, number>
  isKilledProven: boolean
}

function readProgress(): Progress {
  try {
    return JSON.parse(readFileSync(progressFile, 'utf8')) as Progress
  } catch {
    return { done: 0, ms: 0, failed: [], counts: {}, isKilledProven: false }
  }
}

function save(progress: Progress): void {
  mkdirSync(dirname(progressFile), { recursive: true })
  writeFileSync(progressFile, JSON.stringify(progress))
}

/** The long run: `[seeds] [kills]`. Ended and begun again it goes on where it was; delete the file to begin anew. */
async function main(seeds: number, kills: number): Promise<void> {
  const progress = readProgress()
  const coverage = new Coverage()
  coverage.add(progress.counts)
  while (progress.done < seeds) {
    const startedMs = performance.now()
    const until = Math.min(seeds, progress.done + SAVE_EVERY)
    for (let seed = progress.done + 1; seed <= until; seed += 1) {
      await simulate(scenarioOf(seed)).then(
        (world) => coverage.add(world.coverage.counts),
        (error: unknown) => {
          progress.failed.push(seed)
          console.log(`\nseed ${seed} failed: ${error instanceof Error ? error.message : error}`)
        },
      )
    }
    progress.done = until
    progress.ms += performance.now() - startedMs
    progress.counts = coverage.counts
    save(progress)
    const rate = ((progress.done * 1_000) / progress.ms).toFixed(1)
    process.stdout.write(`\r${progress.done} of ${seeds} seeds, ${rate} seeds/s, ${progress.failed.length} failed`)
  }
  console.log(`\n${coverage.table()}`)
  const missing = coverage.missing()
  if (missing.length > 0) console.log(`never happened: ${missing.join(', ')}`)
  if (!progress.isKilledProven) {
    const args = [join(root, 'node_modules/jest/bin/jest.js'), '--selectProjects', 'cloud', '--', 'flows/killed.test']
    const env = { ...process.env, FUDIAN_KILLS: String(kills) }
    progress.isKilledProven = spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' }).status === 0
    save(progress)
  }
  if (progress.failed.length > 0 || missing.length > 0 || !progress.isKilledProven) process.exitCode = 1
}

const [seeds = 100_000, kills = 1_000] = process.argv.slice(2).map(Number)
main(seeds, kills)
