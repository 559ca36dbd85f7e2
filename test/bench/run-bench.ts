import { spawnSync } from 'node:child_process'
import { bench, compileBench } from './compiled-bench'

compileBench()
const { status } = spawnSync(process.execPath, ['--enable-source-maps', bench, ...process.argv.slice(2)], {
  stdio: 'inherit',
})
process.exitCode = status ?? 1
