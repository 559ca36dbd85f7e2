import { spawn } from 'node:child_process'
import { cpSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { build } from 'esbuild'
import { dist, root } from './paths'

const MOST_LINES = 30

/** What webpack says is wrong, without its progress bar. */
function reasonIn(output: string): string {
  const plain = stripVTControlCharacters(output)
  const errors = plain.slice(Math.max(0, plain.lastIndexOf('Errors:')))
  return errors.trim().split('\n').slice(0, MOST_LINES).join('\n')
}

/**
 * Runs Taro's own builder in a process of its own: it wants a working directory and environment to itself, and one
 * core of two stays free for the server.
 */
export function buildWithTaro(type: 'h5' | 'weapp', signal?: AbortSignal): Promise<void> {
  const outDir = join(dist, type)
  const isWhole = () => existsSync(join(outDir, type === 'h5' ? 'index.html' : 'app.json'))
  const lastDir = join(dist, `.last-${type}`)
  // Taro writes into the folder that is served: what was there steps aside, and comes back when the build fails.
  // An interrupted run may have left a whole one aside and a part of its own in place.
  if (isWhole()) {
    rmSync(lastDir, { recursive: true, force: true })
    renameSync(outDir, lastDir)
  }
  rmSync(outDir, { recursive: true, force: true })
  return new Promise((resolve, reject) => {
    const program = join(root, 'node_modules/@tarojs/cli/bin/taro')
    const child = spawn(process.execPath, [program, 'build', '--type', type], {
      cwd: root,
      env: { ...process.env, NODE_ENV: process.env.NODE_ENV ?? 'production', TARO_ENV: type },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
      killSignal: 'SIGKILL',
    })
    let output = ''
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-200_000)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', (error) => {
      output += error.message
    })
    child.on('close', (code) => {
      const isBuilt = code === 0 && isWhole()
      rmSync(isBuilt ? lastDir : outDir, { recursive: true, force: true })
      if (isBuilt) return resolve()
      if (existsSync(lastDir)) renameSync(lastDir, outDir)
      reject(new Error(reasonIn(output)))
    })
  })
}

const stageSource = join(root, 'src/stage/index.tsx')

/** Whether the stage has been written at all: it is a page for trying things, and the product is whole without it. */
export const hasStage = (): boolean => existsSync(stageSource)

/** The stage is plain React for the browser and needs nothing of Taro. */
export async function buildStage(outDir: string): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: { stage: stageSource },
    outdir: outDir,
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['chrome100', 'safari15'],
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.svg': 'dataurl', '.png': 'dataurl' },
    logLevel: 'silent',
  })
  // What the demo's mall shows: served beside the stage, and no part of any package for phones.
  cpSync(join(root, 'src/stage/pictures'), join(outDir, 'pictures'), { recursive: true })
  const style = existsSync(join(outDir, 'stage.css')) ? '<link rel="stylesheet" href="/stage.css">' : ''
  writeFileSync(
    join(outDir, 'stage.html'),
    `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>福点演示台</title><link rel="icon" href="data:,">${style}</head>
<body><div id="stage"></div><script src="/stage.js"></script></body></html>
`,
  )
}
