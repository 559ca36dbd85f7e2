import { join } from 'node:path'
import { build, printer, type Target } from './build'
import { dist } from './paths'
import { runTool } from './run-tool'

/** What each jest project needs built before it runs. */
const NEEDS: Readonly<Record<string, readonly Target[]>> = {
  unit: [],
  tidy: [],
  cloud: ['functions'],
  weapp: ['functions', 'weapp'],
  browser: ['functions', 'stage', 'h5'],
}

/** The folders whose tests a project holds, the longest first. */
const FOLDERS: readonly (readonly [folder: string, project: string])[] = [
  ['test/weapp', 'weapp'],
  ['test/e2e', 'browser'],
  ['test/tidy', 'tidy'],
  ['test/', 'cloud'],
  ['cloudfunctions', 'unit'],
  ['local-cloud', 'unit'],
  ['config', 'unit'],
  ['src', 'unit'],
]

const all = Object.keys(NEEDS)

function projectsIn(args: readonly string[]): readonly string[] {
  const option = args.indexOf('--selectProjects')
  const afterOption = option < 0 ? [] : args.slice(option + 1)
  const end = afterOption.findIndex((arg) => arg.startsWith('-'))
  const selected = end < 0 ? afterOption : afterOption.slice(0, end)
  if (selected.length > 0) return selected
  const paths = args.filter((arg) => !arg.startsWith('-'))
  if (paths.length === 0) return all
  return paths.flatMap((path) => FOLDERS.find(([folder]) => path.startsWith(folder))?.[1] ?? all)
}

/** The targets that a run of jest with these arguments may need; everything where that cannot be told. */
export function targetsFor(args: readonly string[]): Target[] {
  return [...new Set(projectsIn(args).flatMap((name) => NEEDS[name] ?? all.flatMap((project) => NEEDS[project] ?? [])))]
}

async function main() {
  const args = process.argv.slice(2)
  const failed = await build(targetsFor(args), printer(console.log))
  if (failed.length > 0) {
    console.error(`构建失败，没有运行测试：${failed.join('、')}`)
    process.exitCode = 1
    return
  }
  // The results as numbers, for `.ci/run`.
  const results = ['--json', `--outputFile=${join(dist, 'test-results.json')}`]
  process.exitCode = (await runTool('jest', [...args, ...results], { isShown: true })).code
}

if (require.main === module) main()
