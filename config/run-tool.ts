import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './paths'

/** Programs of node_modules, run by this very Node: no shell, no PATH, the same on every system. */
const PROGRAMS = {
  biome: '@biomejs/biome/bin/biome',
  depcruise: 'dependency-cruiser/bin/dependency-cruise.mjs',
  jest: 'jest/bin/jest.js',
  knip: 'knip/bin/knip.js',
  tsc: 'typescript/bin/tsc',
  tsx: 'tsx/dist/cli.mjs',
} as const

export interface ToolRun {
  readonly code: number
  /** What it wrote, where it was not shown. */
  readonly output: string
}

/** Runs a tool in the repository, or in a copy of it. `isShown` lets its output through to the terminal instead of collecting it. */
export function runTool(
  tool: keyof typeof PROGRAMS,
  args: readonly string[],
  { isShown = false, folder = root } = {},
): Promise<ToolRun> {
  return new Promise((resolve, reject) => {
    const program = join(root, 'node_modules', PROGRAMS[tool])
    const child = spawn(process.execPath, [program, ...args], {
      cwd: folder,
      stdio: isShown ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const keep = (chunk: Buffer) => {
      output += chunk.toString('utf8')
    }
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}
