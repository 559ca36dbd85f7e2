import type { Outcome } from './compiled'
import { Coverage } from './coverage'
import { shrink } from './shrink'
import { scenarioOf, simulate } from './simulate'

/**
 * `--seed N` replays one with a trace, `--seeds A..B` runs many, `--shrink N` finds a smaller history that fails;
 * `--outcome A..B` runs many and writes what they came to as JSON.
 */
async function main(args: readonly string[]): Promise<void> {
  const [option, value = ''] = args
  if (option === '--seed') return replay(Number(value))
  if (option === '--shrink') return shrink(Number(value), console.log)
  const [from = 1, to = from] = option === undefined ? [1, 200] : value.split('..').map(Number)
  if (option !== '--outcome') return runMany(from, to)
  process.stdout.write(JSON.stringify(await outcomeOf(from, to, () => {})))
}

async function replay(seed: number): Promise<void> {
  try {
    const { coverage } = await simulate(scenarioOf(seed, { trace: console.log }))
    console.log(`${coverage.table()}\nseed ${seed}: everything held`)
  } catch (error) {
    console.log(`seed ${seed}: ${error instanceof Error ? error.stack : error}`)
    process.exitCode = 1
  }
}

const PROGRESS_EVERY_MS = 1_000

/** The histories of some seeds, one after the other. */
async function outcomeOf(from: number, to: number, progress: (done: number, failed: number) => void): Promise<Outcome> {
  // An error of each fault that is injected would describe its stack; `--seed` shows that of the one that matters.
  Error.stackTraceLimit = 0
  const coverage = new Coverage()
  const failed: { seed: number; why: string }[] = []
  for (let seed = from; seed <= to; seed += 1) {
    try {
      coverage.add((await simulate(scenarioOf(seed))).coverage.counts)
    } catch (error) {
      failed.push({ seed, why: error instanceof Error ? error.message : String(error) })
    }
    progress(seed - from + 1, failed.length)
  }
  return { failed, counts: coverage.counts }
}

async function runMany(from: number, to: number): Promise<void> {
  const startedMs = performance.now()
  let shownMs = startedMs
  const { failed, counts } = await outcomeOf(from, to, (done, failures) => {
    const nowMs = performance.now()
    if (done <= to - from && nowMs - shownMs < PROGRESS_EVERY_MS) return
    shownMs = nowMs
    const rate = ((done * 1_000) / (nowMs - startedMs)).toFixed(1)
    process.stdout.write(`\r${done} of ${to - from + 1} seeds, ${rate} seeds/s, ${failures} failed`)
  })
  for (const { seed, why } of failed) console.log(`\nseed ${seed} failed: ${why}`)
  const coverage = new Coverage()
  coverage.add(counts)
  const missing = coverage.missing()
  console.log(`\n${coverage.table()}`)
  if (missing.length > 0) console.log(`never happened: ${missing.join(', ')}`)
  if (failed.length > 0 || missing.length > 0) process.exitCode = 1
}

main(process.argv.slice(2))
