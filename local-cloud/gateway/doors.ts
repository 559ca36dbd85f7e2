import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { FunctionError, type FunctionErrorCode, type Functions } from '../functions/functions'
import { isJson, openidOf, parseJson, readBody, refuse, sendJson } from './http'

const largestEventBytes = 6 * 1024 * 1024

const statusOf: Record<FunctionErrorCode, number> = {
  NOT_DEPLOYED: 503,
  FUNCTION_NOT_FOUND: 404,
  PERMISSION_DENIED: 403,
  PAYLOAD_TOO_LARGE: 413,
  FUNCTIONS_EXECUTE_FAIL: 500,
  FUNCTIONS_TIME_LIMIT_EXCEEDED: 504,
}

export function functionRefusal(error: unknown): unknown {
  return error instanceof FunctionError ? refuse(statusOf[error.code], error.code, error.message) : error
}

async function jsonBody(request: IncomingMessage): Promise<Buffer> {
  if (request.method !== 'POST') throw refuse(405, 'METHOD_NOT_ALLOWED', 'only POST')
  if (!isJson(request)) throw refuse(415, 'NOT_JSON', 'the content-type must be application/json')
  return readBody(request, largestEventBytes)
}

/** `POST /functions/<name>`: a mini program's call, or without the header naming an openid, the cloud console's. */
export async function serveFunction(
  functions: Functions,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const event = parseJson(await jsonBody(request))
  const openid = openidOf(request)
  const caller = openid === undefined ? { source: 'wx_devtools' } : { openid, source: 'wx_client' }
  sendJson(response, 200, await functions.call(name, event, caller))
}

function plainHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}

interface HttpReply {
  statusCode: number
  headers?: Record<string, string>
  body?: string
  isBase64Encoded?: boolean
}

function isHttpReply(reply: unknown): reply is HttpReply {
  return typeof reply === 'object' && reply !== null && typeof (reply as HttpReply).statusCode === 'number'
}

/** `/http/<path>`: an HTTP trigger. A function that answers `{statusCode, headers, body}` decides all of the reply. */
export async function serveHttpTrigger(
  functions: Functions,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const path = url.pathname.slice('/http'.length)
  const target = functions.list().find(({ httpPath }) => httpPath === path)
  const name = target?.name ?? ''
  if (!target && functions.isDeployed()) throw refuse(404, 'NO_HTTP_TRIGGER', `no function has the path ${path}`)
  const body = await jsonBody(request)
  parseJson(body)
  const event = {
    httpMethod: request.method,
    path,
    headers: plainHeaders(request.headers),
    queryStringParameters: Object.fromEntries(url.searchParams),
    body: body.toString('utf8'),
    isBase64Encoded: false,
  }
  const text = await functions.call(name, event, { source: 'wx_http' })
  const reply: unknown = JSON.parse(text)
  if (!isHttpReply(reply)) return sendJson(response, 200, text)
  response.writeHead(reply.statusCode, reply.headers)
  response.end(Buffer.from(reply.body ?? '', reply.isBase64Encoded ? 'base64' : 'utf8'))
}
