import type { IncomingMessage, ServerResponse } from 'node:http'
import { isOpenid } from '../functions/sessions'

/** One less than a query may return: the row beyond the page tells whether there is a next one. */
const mostRows = 999

/** An answer that is decided: a status and a body to send as JSON. */
export class HttpAnswer extends Error {
  constructor(
    readonly status: number,
    readonly body: { code: string; message: string },
  ) {
    super(body.message)
  }
}

export function refuse(status: number, code: string, message: string): HttpAnswer {
  return new HttpAnswer(status, { code, message })
}

export async function readBody(request: IncomingMessage, mostBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    // What is left is read and dropped, so that the connection can carry the answer and the next request.
    if (bytes <= mostBytes) chunks.push(chunk)
  }
  if (bytes > mostBytes) throw refuse(413, 'PAYLOAD_TOO_LARGE', `the body is larger than ${mostBytes} bytes`)
  return Buffer.concat(chunks)
}

export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw refuse(400, 'INVALID_JSON', 'the body is not JSON')
  }
}

export function isJson(request: IncomingMessage): boolean {
  return /^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')
}

/** Who calls, as the header says: a user, or without it nobody, which is the cloud console. */
export function openidOf(request: IncomingMessage): string | undefined {
  const openid = request.headers['x-wx-openid']
  if (openid !== undefined && !(typeof openid === 'string' && isOpenid(openid)))
    throw refuse(400, 'INVALID_OPENID', 'x-wx-openid is not an openid (letters, digits, - and _, not digits alone)')
  return openid
}

export function limitOf(query: URLSearchParams, fallback: number): number {
  const limit = Number(query.get('limit') ?? fallback)
  if (!Number.isInteger(limit) || limit < 1 || limit > mostRows)
    throw refuse(400, 'INVALID_PARAM', `limit is not in 1..${mostRows}`)
  return limit
}

export function sendJson(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  })
  response.end(text)
}

/** Where the caller reached us, for the addresses that are handed out. */
export function addressOf(request: IncomingMessage): string {
  return `http://${request.headers.host}`
}

/** The name in a Host header, without its port. */
function hostName(host: string): string {
  return host.startsWith('[') ? host.slice(0, host.indexOf(']') + 1) : (host.split(':')[0] ?? '')
}

/**
 * Only programs on this machine may talk to us, and of the web pages open on it only our own. A foreign name in Host is
 * a page elsewhere whose name was pointed at this machine; a foreign Origin is a page elsewhere that sends a form.
 */
export function checkLoopback(request: IncomingMessage): void {
  const { host, origin } = request.headers
  if (!host || !['127.0.0.1', 'localhost', '[::1]'].includes(hostName(host)))
    throw refuse(403, 'FORBIDDEN_HOST', 'local-cloud answers on this machine only')
  if (origin !== undefined && origin !== `http://${host}`)
    throw refuse(403, 'FORBIDDEN_ORIGIN', 'local-cloud answers its own pages only')
}
