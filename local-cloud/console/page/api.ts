export interface FunctionInfo {
  readonly name: string
  readonly timeoutSeconds: number
  readonly httpPath: string | null
  readonly openapi: readonly string[]
}

export interface FileInfo {
  readonly path: string
  readonly fileId: string
  readonly bytes: number
  readonly openid: string | null
  readonly storedAtMs: number
}

export interface TimerInfo {
  readonly function: string
  readonly name: string
  readonly config: string
  readonly nextAtMs: number | null
  readonly lastAtMs: number | null
}

export interface ClockInfo {
  readonly nowMs: number
  readonly isStopped: boolean
  readonly isReal: boolean
}

export interface FaultInfo {
  readonly latencyMs: number
  readonly lostReplyRate: number
  readonly errorRate: number
  readonly lateApplyRate: number
  readonly seed: number
  readonly fired: { latency: number; lostReply: number; error: number; lateApply: number }
}

export interface InvocationInfo {
  readonly seq: number
  readonly atMs: number
  readonly function: string
  readonly source: string
  readonly openid: string | null
  readonly ms: number
  readonly event: unknown
  readonly reply: unknown
  readonly lines: readonly string[]
}

export type StoredDocument = Record<string, unknown> & { _id: string | number }

/** What the server refuses in its own words, said as an operator would want to hear it. */
function inWords(code: string, message: string): string {
  const index = /E11000.*index: (\S+)/.exec(message)?.[1]
  if (index) return `没有保存：唯一索引 ${index} 的这个值已被别的文档占用`
  if (code === 'FUNCTIONS_TIME_LIMIT_EXCEEDED') return '云函数超过了时限，已被终止'
  if (code === 'FUNCTIONS_EXECUTE_FAIL') return `云函数出错：${message}`
  if (code === 'PERMISSION_DENIED') return '这个云函数不允许从小程序端调用，请用控制台身份'
  if (code === 'INVALID_OPENID') return 'openid 只能有字母、数字、- 和 _，并且不能全是数字'
  if (code === 'PAYLOAD_TOO_LARGE') return '内容超过 6 MB'
  return message
}

async function send<T>(address: string, init: RequestInit): Promise<T> {
  const response = await fetch(address, init).catch(() => {
    throw new Error('连不上本地云，它可能已经停止')
  })
  const value = (await response.json()) as T & { code?: string; message?: string }
  if (!response.ok) throw new Error(inWords(value.code ?? '', value.message ?? `出错了（${response.status}）`))
  return value
}

export function request<T>(
  method: string,
  address: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<T> {
  return send(address, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
}

export const get = <T>(address: string) => request<T>('GET', address)

/** As the operator, who may replace any file. */
export const upload = (path: string, file: File) =>
  send<{ fileId: string }>(`/_local/files?path=${encodeURIComponent(path)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: file,
  })
