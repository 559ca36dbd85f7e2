import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DatabaseRefusal } from '../database/refusal'
import { functionRefusal, serveFunction, serveHttpTrigger } from './doors'
import { fileIdPath, serveFileById, serveLocalFiles, serveUpload } from './file-endpoints'
import { checkLoopback, HttpAnswer, refuse, sendJson } from './http'
import { type LocalParts, serveLocal } from './local-endpoints'
import type { SdkEndpoint } from './sdk-endpoint'
import { localFilesPath, type Storage, uploadPath } from './storage-actions'

export const sdkPath = '/admin'

const keepAliveMs = 3_600_000

export type Site = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

export interface ServedParts extends LocalParts {
  readonly sdk: SdkEndpoint
  readonly storage: Storage
  readonly site: Site
  readonly console: Site
  readonly log: (line: string) => void
}

function answerOf(error: unknown, log: (line: string) => void): HttpAnswer {
  const refusal = functionRefusal(error)
  if (refusal instanceof HttpAnswer) return refusal
  if (refusal instanceof DatabaseRefusal)
    return refuse(refusal.code === 'DATABASE_COLLECTION_NOT_EXIST' ? 404 : 400, refusal.code, refusal.message)
  if (refusal instanceof URIError) return refuse(400, 'INVALID_PARAM', 'the address is not well-formed')
  log(`request failed: ${refusal instanceof Error ? refusal.stack : refusal}`)
  return refuse(500, 'INTERNAL', 'local-cloud failed, see its output')
}

async function route(parts: ServedParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  checkLoopback(request)
  const url = new URL(request.url ?? '/', 'http://local')
  const { pathname } = url
  if (pathname === sdkPath) return parts.sdk.serve(request, response)
  if (pathname.startsWith('/functions/'))
    return serveFunction(parts.functions, decodeURIComponent(pathname.slice('/functions/'.length)), request, response)
  if (pathname.startsWith('/http/')) return serveHttpTrigger(parts.functions, url, request, response)
  if (`${pathname}/`.startsWith(localFilesPath)) return serveLocalFiles(parts, url, request, response)
  if (pathname === fileIdPath) return serveFileById(parts, url, request, response)
  if (pathname.startsWith(uploadPath)) return serveUpload(parts, pathname, request, response)
  if (pathname.startsWith('/_local/')) return serveLocal(parts, url, request, response)
  if (pathname === '/console' || pathname.startsWith('/console/')) return parts.console(request, response)
  return parts.site(request, response)
}

/** Opens the one port that everything is served on. */
export async function listen(parts: ServedParts, port: number): Promise<{ server: Server; port: number }> {
  const server = createServer((request, response) => {
    route(parts, request, response).catch((error) => {
      const { status, body } = answerOf(error, parts.log)
      if (response.headersSent) response.destroy()
      else sendJson(response, status, JSON.stringify(body))
    })
  })
  // A connection closed by us while the SDK is about to use it again looks to a function like a lost reply.
  server.keepAliveTimeout = keepAliveMs
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return { server, port: (server.address() as AddressInfo).port }
}
