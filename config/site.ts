import { createReadStream, type Stats, statSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, resolve, sep } from 'node:path'

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

/** A name that carries a hash of its content never means anything else. */
const HASHED = /\.[0-9a-f]{8,}\.\w+$/

function fileAt(folders: readonly string[], path: string): { file: string; stats: Stats } | undefined {
  for (const folder of folders) {
    const file = resolve(join(folder, path))
    // The resolved path decides: whatever dots and slashes the request spelt, it stays below the folder.
    if (!file.startsWith(resolve(folder) + sep)) continue
    const stats = statSync(file, { throwIfNoEntry: false })
    if (stats?.isFile()) return { file, stats }
  }
  return undefined
}

function answer(response: ServerResponse, status: number, text: string) {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' })
  return response.end(text)
}

/** The path a request asks for, decoded once; undefined where it cannot be read. */
function pathOf(request: IncomingMessage): string | undefined {
  try {
    const path = decodeURIComponent((request.url ?? '/').split(/[?#]/, 1)[0] ?? '/')
    return path.includes('\0') || path.includes('\\') ? undefined : path
  } catch {
    return undefined
  }
}

function sendFile(request: IncomingMessage, response: ServerResponse, file: string, stats: Stats) {
  const tag = `"${stats.size.toString(36)}-${Math.round(stats.mtimeMs).toString(36)}"`
  const headers = {
    'content-type': TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream',
    'cache-control': HASHED.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache',
    'x-content-type-options': 'nosniff',
    etag: tag,
  }
  if (request.headers['if-none-match'] === tag) return response.writeHead(304, headers).end()
  response.writeHead(200, { ...headers, 'content-length': stats.size })
  if (request.method === 'HEAD') return response.end()
  return createReadStream(file)
    .on('error', () => response.destroy())
    .pipe(response)
}

/**
 * Serves the files below `folders`, the first folder that has one winning. Files are read when they are asked for, so
 * a rebuilt page is there at the next reload.
 */
export function createSite(folders: readonly string[]) {
  return (request: IncomingMessage, response: ServerResponse) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(response, 405, '只接受 GET')
    const path = pathOf(request)
    if (path === undefined) return answer(response, 400, '地址无法识别')
    const found = fileAt(folders, path.endsWith('/') ? `${path}index.html` : path)
    if (!found) return answer(response, 404, '没有这个页面')
    return sendFile(request, response, found.file, found.stats)
  }
}
