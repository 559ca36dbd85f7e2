import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'
import { build } from 'esbuild'
import { refuse } from '../gateway/http'

const pageDir = path.join(__dirname, 'page')

let script: Promise<Uint8Array> | undefined

/** The page's script, built when it is first asked for. */
function builtScript(): Promise<Uint8Array> {
  script ??= build({
    entryPoints: [path.join(pageDir, 'main.ts')],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  }).then(({ outputFiles }) => outputFiles[0]?.contents ?? new Uint8Array())
  return script
}

const files: Record<string, { type: string; content: () => Promise<Uint8Array> }> = {
  '/console': { type: 'text/html', content: () => readFile(path.join(pageDir, 'page.html')) },
  '/console/page.css': { type: 'text/css', content: () => readFile(path.join(pageDir, 'page.css')) },
  '/console/page.js': { type: 'text/javascript', content: builtScript },
}

/** The page that stands in for the cloud console. It asks nothing of any other host. */
export async function serveConsole(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://local')
  const found = files[pathname.replace(/\/$/, '')]
  if (!found) throw refuse(404, 'NOT_FOUND', 'the console has no such page')
  const content = await found.content()
  response.writeHead(200, {
    'content-type': `${found.type}; charset=utf-8`,
    'content-security-policy': "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'",
    'cache-control': 'no-store',
  })
  response.end(content)
}
