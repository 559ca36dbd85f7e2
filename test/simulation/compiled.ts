import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { buildSync } from 'esbuild'

const run = promisify(execFile)
const MAX_OUTPUT_BYTES = 10_000_000
/**
 * A history makes many small values that are soon let go: with a larger nursery most are gone before they are copied. Each
 * core has a simulator of its own, so threads that collect beside it only take turns with it.
 */
const NODE_OPTIONS = ['--enable-source-maps', '--max-semi-space-size=64', '--single-threaded-gc']

/** What some histories came to. */
export interface Outcome {
  readonly failed: readonly { readonly seed: number; readonly why: string }[]
  readonly counts: Readonly<Record<string, number>>
}

export interface CompiledSimulator {
  readonly path: string
  /** Runs the histories of some seeds, in a process of their own. */
  outcomeOf(seeds: { readonly from: number; readonly to: number }): Promise<Outcome>
  remove(): void
}

/** The simulator and the product as one file: a history takes half the time that it takes from the sources in jest. */
export function compileSimulator(): CompiledSimulator {
  const folder = mkdtempSync(join(tmpdir(), 'simulator-'))
  const path = join(folder, 'simulator.cjs')
  buildSync({
    entryPoints: [join(__dirname, 'simulator-process.ts')],
    outfile: path,
    bundle: true,
    platform: 'node',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'error',
  })
  return {
    path,
    outcomeOf: async ({ from, to }) => {
      const args = [...NODE_OPTIONS, path, '--outcome', `${from}..${to}`]
      const { stdout } = await run(process.execPath, args, { maxBuffer: MAX_OUTPUT_BYTES })
      return JSON.parse(stdout) as Outcome
    },
    remove: () => rmSync(folder, { recursive: true }),
  }
}
