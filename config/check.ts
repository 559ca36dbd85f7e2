import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dist } from './paths'
import { runTool, type ToolRun } from './run-tool'

const worlds = ['src', 'cloudfunctions', 'local-cloud', 'config', 'test']

/** What `npm run check` asks, each question answered by one tool. */
const checks: readonly { name: string; run: () => Promise<ToolRun> }[] = [
  { name: 'types', run: () => runTool('tsc', ['-p', '.']) },
  { name: 'format and lint', run: () => runTool('biome', ['check', '--error-on-warnings', '--colors=off', '.']) },
  { name: 'import law', run: () => runTool('depcruise', ['--config', 'config/import-law.cjs', ...worlds]) },
  { name: 'unused code and dependencies', run: () => runTool('knip', ['--no-progress', '--no-config-hints']) },
  { name: 'generated documents', run: () => runTool('tsx', ['config/docs.ts', '--check']) },
  { name: 'tidy', run: () => runTool('jest', ['--selectProjects', 'tidy', '--passWithNoTests']) },
]

async function main() {
  const failed: string[] = []
  for (const { name, run } of checks) {
    const startedAtMs = performance.now()
    const { code, output } = await run()
    const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1)
    console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`)
    if (code === 0) continue
    failed.push(name)
    console.log(output.trimEnd())
  }
  mkdirSync(dist, { recursive: true })
  const counts = { passed: checks.length - failed.length, failed: failed.length }
  writeFileSync(join(dist, 'check-results.json'), JSON.stringify(counts))
  console.log(failed.length === 0 ? `All ${checks.length} checks passed.` : `Failed: ${failed.join(', ')}`)
  process.exitCode = failed.length === 0 ? 0 : 1
}

main()
