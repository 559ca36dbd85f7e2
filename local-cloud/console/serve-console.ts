import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'
import { refuse } from '../gateway/http'

const files: Record<string, { file: string; type: string }> = {
  '/console': { file: 'page.html', type: 'text/html; charset=utf-8' },
  '/console/page.css': { file: 'page.css', type: 'text/css; charset=utf-8' },
  '/console/page.js': { file: 'page.js', type: 'text/javascript; charset=utf-8' },
}

/** The page that stands in for the cloud console. It is three files and asks nothing of any other host. */
export async function serveConsole(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://local')
  const found = files[pathname.replace(/\/$/, '')]
  if (!found) throw refuse(404, 'NOT_FOUND', 'the console has no such page')
  const content = await readFile(path.join(__dirname, found.file))
  response.writeHead(200, {
    'content-type': found.type,
    'content-security-policy': "default-src 'self'; frame-ancestors 'none'",
    'cache-control': 'no-store',
  })
  response.end(content)
}
