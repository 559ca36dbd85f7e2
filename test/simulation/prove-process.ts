import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { type CompiledSimulator, compileSimulator, type Outcome } from './compiled'
import { Coverage } from './coverage'

const root = resolve(__dirname, '../..')
const progressFile = join(root, '.cache/prove.json')
const SEEDS_AT_ONCE = 1_000
const MINUTE_MS = 60_000

interface Progress {
  /** What is proven: another commit begins anew. */
  readonly commit: string
  /** The seed that it begins with; behind the last of all comes the first. */
  readonly from: number
  done: number
  ms: number
  readonly failed: Outcome['failed'][number][]
  counts: Outcome['counts']
  kills: number
}

/** The commit, with a mark when the working tree is another. */
function commitNow(): string {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()
  return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') === '' ? '' : ' and changes')
}

function progressOf(commit: string, from: number): Progress {
  const none: Progress = { commit, from, done: 0, ms: 0, failed: [], counts: {}, kills: 0 }
  try {
    const saved = JSON.parse(readFileSync(progressFile, 'utf8')) as Progress
    return saved.commit === commit && saved.from === from ? saved : none
  } catch {
    return none
  }
}

function save(progress: Progress): void {
  mkdirSync(dirname(progressFile), { recursive: true })
  writeFileSync(progressFile, JSON.stringify(progress))
}

/** The next seeds, as many at once as there are cores; saved behind the last of them. */
async function further(progress: Progress, seeds: number, simulator: CompiledSimulator): Promise<void> {
  const startedMs = performance.now()
  const parts: { from: number; to: number }[] = []
  let { done } = progress
  for (let core = 0; core < availableParallelism() && done < seeds; core += 1) {
    const from = 1 + ((progress.from - 1 + done) % seeds)
    const count = Math.min(SEEDS_AT_ONCE, seeds - done, seeds - from + 1)
    parts.push({ from, to: from + count - 1 })
    done += count
  }
  const coverage = new Coverage()
  coverage.add(progress.counts)
  for (const { failed, counts } of await Promise.all(parts.map((part) => simulator.outcomeOf(part)))) {
    coverage.add(counts)
    for (const failure of failed) console.log(`\nseed ${failure.seed} failed: ${failure.why}`)
    progress.failed.push(...failed)
  }
  progress.done = done
  progress.ms += performance.now() - startedMs
  progress.counts = coverage.counts
  save(progress)
}

function killed(progress: Progress, kills: number): void {
  const args = [join(root, 'node_modules/jest/bin/jest.js'), '--selectProjects', 'cloud', '--', 'flows/killed.test']
  const env = { ...process.env, FUDIAN_KILLS: String(kills) }
  if (spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' }).status === 0) progress.kills = kills
  save(progress)
}

/**
 * The long run: `[seeds] [kills] [from]`. Ended and begun again it goes on where it was, as long as the commit is the
 * same. After a mend it may begin with the seeds that have not been tried; those before them come last.
 */
async function main(seeds: number, kills: number, from: number): Promise<void> {
  const progress = progressOf(commitNow(), from)
  const simulator = compileSimulator()
  console.log(`commit ${progress.commit}, Node ${process.version}, ${availableParallelism()} cores`)
  while (progress.done < seeds) {
    await further(progress, seeds, simulator)
    const rate = ((progress.done * 1_000) / progress.ms).toFixed(1)
    process.stdout.write(`\r${progress.done} of ${seeds} seeds, ${rate} seeds/s, ${progress.failed.length} failed`)
  }
  simulator.remove()
  const coverage = new Coverage()
  coverage.add(progress.counts)
  console.log(`\n${coverage.table()}`)
  const missing = coverage.missing()
  if (missing.length > 0) console.log(`never happened: ${missing.join(', ')}`)
  if (progress.kills < kills) killed(progress, kills)
  const minutes = Math.round(progress.ms / MINUTE_MS)
  console.log(
    `commit ${progress.commit}: ${progress.done} seeds in ${minutes} minutes, ${progress.failed.length} failed; ${progress.kills} kills held`,
  )
  if (progress.failed.length > 0 || missing.length > 0 || progress.kills < kills) process.exitCode = 1
}

const [seeds = 100_000, kills = 1_000, from = 1] = process.argv.slice(2).map(Number)
main(seeds, kills, from)
