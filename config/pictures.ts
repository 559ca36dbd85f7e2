import { build, printer } from './build'
import { runTool } from './run-tool'

/** `npm run pictures`: builds what is photographed, then photographs it; with words, only what has one in its name. */
async function main() {
  const failed = await build(['functions', 'stage', 'h5'], printer(console.log))
  if (failed.length > 0) console.error(`构建失败，没有拍照：${failed.join('、')}`)
  // By path: what is built here must not know the tests, whose browser and server the photographer uses.
  else {
    const words = process.argv.slice(2)
    process.exitCode = (await runTool('tsx', ['test/pictures/pictures-process.ts', ...words], { isShown: true })).code
  }
  if (failed.length > 0) process.exitCode = 1
}

main()
