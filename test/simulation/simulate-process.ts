import { Coverage } from './coverage'
import { shrink } from './shrink'
import { scenarioOf, simulate } from './simulate'

/** `--seed N` replays one with a trace, `--seeds A..B` runs many, `--shrink N` finds a smaller history that fails. */
async function main(args: readonly string[]): Promise<void> {
  const [option, value = ''] = args
  if (option === '--seed') return replay(Number(value))
  if (option === '--shrink') return shrink(Number(value), console.log)
  const [from = 1, to = from] = option === '--seeds' ? value.split('..').map(Number) : [1, 200]
  await runMany(from, to)
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

async function runMany(from: number, to: number): Promise<void> {
  const coverage = new Coverage()
  const startedMs = performance.now()
  let shownMs = startedMs
  let failed = 0
  for (let seed = from; seed <= to; seed += 1) {
    try {
      coverage.add((await simulate(scenarioOf(seed))).coverage.counts)
    } catch (error) {
      failed += 1
      console.log(`\nseed ${seed} failed: ${error instanceof Error ? error.message : error}`)
    }
    const nowMs = performance.now()
    if (seed !== to && nowMs - shownMs < PROGRESS_EVERY_MS) continue
    shownMs = nowMs
    const rate = (((seed - from + 1) * 1_000) / (nowMs - startedMs)).toFixed(1)
    process.stdout.write(`\r${seed - from + 1} of ${to - from + 1} seeds, ${rate} seeds/s, ${failed} failed`)
  }
  const missing = coverage.missing()
  console.log(`\n${coverage.table()}`)
  if (missing.length > 0) console.log(`never happened: ${missing.join(', ')}`)
  if (failed > 0 || missing.length > 0) process.exitCode = 1
}

main(process.argv.slice(2))
