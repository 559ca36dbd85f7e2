import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock } from '../clock'
import { contentTypeOf, fileIdOf, isCloudPath, mostFileBytes, pathOfFileId } from '../files/cloud-path'
import { type FileStore, NotTheOwner } from '../files/file-store'
import type { StoredFile } from '../files/stored-file'
import { byteRange } from './byte-range'
import { HttpAnswer, limitOf, openidOf, readBody, refuse, sendJson } from './http'
import { localFilesPath, type Storage, uploadPath } from './storage-actions'

export const fileIdPath = '/_files'

export interface FileParts {
  readonly storage: Storage
  readonly clock: Clock
}

function checkedPath(value: string | null): string {
  if (!isCloudPath(value)) throw refuse(400, 'INVALID_PARAM', 'this is not the path of a file')
  return value
}

/** The error that the SDK understands: object storage speaks XML. */
function storageError(response: ServerResponse, { status, body }: HttpAnswer): void {
  const requestId = randomUUID()
  response.writeHead(status, { 'content-type': 'application/xml' })
  response.end(
    `<?xml version='1.0' encoding='utf-8' ?><Error><Code>${body.code}</Code><Message>${body.message}</Message>` +
      `<Resource/><RequestId>${requestId}</RequestId><TraceId>${requestId}</TraceId></Error>`,
  )
}

/** `PUT /_upload/<path>`: where `getUploadMetadata` sends a function's file. */
export async function serveUpload(
  { storage, clock }: FileParts,
  pathname: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    if (request.method !== 'PUT') throw refuse(405, 'MethodNotAllowed', 'only PUT')
    const content = await readBody(request, mostFileBytes)
    const path = pathname.slice(uploadPath.length)
    if (!storage.tickets.take(request.headers.authorization, path))
      throw refuse(403, 'AccessDenied', 'the upload was not asked for, or is used or too old')
    await storage.files.put(path, content, { nowMs: clock.nowMs() })
    response.end()
  } catch (error) {
    if (!(error instanceof HttpAnswer)) throw error
    storageError(response, error)
  }
}

/** Sends a file, or the part of it that is asked for. */
function sendFile(files: FileStore, file: StoredFile, request: IncomingMessage, response: ServerResponse): void {
  const etag = `"${file.hash}"`
  const { range, 'if-range': ifRange, 'if-none-match': ifNoneMatch } = request.headers
  response.setHeader('etag', etag)
  response.setHeader('cache-control', 'no-cache')
  if (ifNoneMatch === etag) {
    response.writeHead(304).end()
    return
  }
  response.setHeader('accept-ranges', 'bytes')
  response.setHeader('content-type', contentTypeOf(file.path))
  // A file is somebody's upload, and shown from the address that may call every function: nothing in it may run.
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
  const part = byteRange(ifRange === undefined || ifRange === etag ? range : undefined, file.bytes)
  if (part === undefined) {
    response.writeHead(416, { 'content-range': `bytes */${file.bytes}` }).end()
    return
  }
  const { from, to } = part ?? { from: 0, to: file.bytes - 1 }
  const partHeaders = part ? { 'content-range': `bytes ${from}-${to}/${file.bytes}` } : {}
  response.writeHead(part ? 206 : 200, { 'content-length': to - from + 1, ...partHeaders })
  response.end(request.method === 'HEAD' ? undefined : files.read(file, { from, to }))
}

function serveStored(files: FileStore, path: string | undefined, request: IncomingMessage, response: ServerResponse) {
  const file = path === undefined ? undefined : files.get(path)
  if (!file) throw refuse(404, 'STORAGE_FILE_NONEXIST', 'there is no such file')
  sendFile(files, file, request, response)
}

/** `GET /_files?id=<file id>`: a stored file by its id, so that a page's image can name it. */
export function serveFileById(
  { storage: { files } }: FileParts,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') throw refuse(405, 'METHOD_NOT_ALLOWED', 'use GET, HEAD')
  serveStored(files, pathOfFileId(url.searchParams.get('id')), request, response)
}

/**
 * A page elsewhere may send the types of a form without asking us first, but no header of ours. Its Origin is refused
 * already; as everywhere, that is not the only thing relied on.
 */
function checkNoForm(request: IncomingMessage): void {
  if (/^(multipart\/|text\/plain|application\/x-www-form-urlencoded)/i.test(request.headers['content-type'] ?? ''))
    throw refuse(415, 'NOT_BYTES', 'the content-type must be that of the file, or application/octet-stream')
}

/** The upload of a phone that is a page in a browser; without an openid, of the cloud console. */
async function take(files: FileStore, clock: Clock, url: URL, request: IncomingMessage): Promise<{ fileId: string }> {
  const openid = openidOf(request)
  if (openid === undefined) checkNoForm(request)
  const path = checkedPath(url.searchParams.get('path'))
  const content = await readBody(request, mostFileBytes)
  try {
    await files.put(path, content, { openid, nowMs: clock.nowMs() })
  } catch (error) {
    if (!(error instanceof NotTheOwner)) throw error
    throw refuse(403, 'STORAGE_EXCEED_AUTHORITY', 'another user or a function stored the file of this path')
  }
  return { fileId: fileIdOf(path) }
}

function list(files: FileStore, { searchParams }: URL) {
  const limit = limitOf(searchParams, 100)
  const found = files.list(searchParams.get('after') ?? '', limit + 1)
  const items = found.slice(0, limit).map((file) => ({ ...file, fileId: fileIdOf(file.path) }))
  return { items, next: found.length > limit ? (items.at(-1)?.path ?? null) : null }
}

/** `/_local/files`: the storage of the cloud console, and the uploads of phones in a browser. */
export async function serveLocalFiles(
  { storage: { files }, clock }: FileParts,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const name = url.pathname.slice(localFilesPath.length)
  const answer = (value: unknown) => sendJson(response, 200, JSON.stringify(value))
  switch (`${request.method} ${name === '' ? 'all' : 'one'}`) {
    case 'GET all':
      return answer(list(files, url))
    case 'POST all':
      return answer(await take(files, clock, url, request))
    case 'GET one':
    case 'HEAD one':
      return serveStored(files, checkedPath(decodeURIComponent(name)), request, response)
    case 'DELETE one':
      return answer({ deleted: files.remove(checkedPath(decodeURIComponent(name))) ? 1 : 0 })
    default:
      throw refuse(405, 'METHOD_NOT_ALLOWED', name === '' ? 'use GET, POST' : 'use GET, HEAD, DELETE')
  }
}
