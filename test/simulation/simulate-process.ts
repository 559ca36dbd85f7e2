import { spawnSync } from 'node:child_process'
import { compileSimulator } from './compiled'

const { path, remove } = compileSimulator()
const { status } = spawnSync(process.execPath, ['--enable-source-maps', path, ...process.argv.slice(2)], {
  stdio: 'inherit',
})
remove()
process.exitCode = status ?? 1
