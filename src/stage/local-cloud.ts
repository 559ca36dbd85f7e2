import type { ActionName, Input, ReplyTo } from '../../cloudfunctions/api'

/** A request to the address this page came from. Rejects with one line when it is not answered as asked. */
async function send<T>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<T> {
  const response = await fetch(path, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const answer = (await response.json()) as T & { message?: string }
  if (!response.ok) throw new Error(answer.message ?? `${path} 回答了 ${response.status}`)
  return answer
}

/** A key as the app's own client makes them. */
export function newKey(): string {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 12)}`
}

/** Asks the member door as somebody. */
export function askAs<A extends ActionName>(openid: string, action: A, input: Input<A>, key?: string) {
  return send<ReplyTo<A>>('POST', '/functions/member', { action, input, key }, { 'x-wx-openid': openid })
}

/** Asks the operators' door, as the cloud console does. */
export function askOps<A extends ActionName>(action: A, input: Input<A>) {
  return send<ReplyTo<A>>('POST', '/functions/ops', { action, input })
}

export interface ClockState {
  readonly nowMs: number
  readonly isReal: boolean
}

export const clock = {
  read: () => send<ClockState>('GET', '/_local/clock'),
  advance: (advanceMs: number) => send<ClockState>('POST', '/_local/clock', { advanceMs }),
  returnToReal: () => send<ClockState>('DELETE', '/_local/clock'),
}

export interface FaultsState {
  readonly lostReplyRate: number
  readonly fired: { readonly lostReply: number }
}

export const faults = {
  read: () => send<FaultsState>('GET', '/_local/faults'),
  set: (settings: { lostReplyRate?: number; seed?: number }) => send<FaultsState>('POST', '/_local/faults', settings),
}

/** A document as it stands in the database, for a hand to edit. */
export type StoredDocument = { readonly _id: string } & Readonly<Record<string, unknown>>

const collectionPath = (name: string) => `/_local/collections/${name}`

export const documents = {
  async find(collection: string, query: Record<string, string>): Promise<StoredDocument | null> {
    const path = `${collectionPath(collection)}?limit=1&query=${encodeURIComponent(JSON.stringify(query))}`
    return (await send<{ items: StoredDocument[] }>('GET', path)).items[0] ?? null
  },
  put: (collection: string, document: StoredDocument) =>
    send<unknown>('PUT', `${collectionPath(collection)}/${encodeURIComponent(document._id)}`, document),
}

export interface ProgressStep {
  readonly id: string
  readonly state: 'waiting' | 'running' | 'done' | 'failed'
  readonly percent: number
}

/** How far the start has come. */
export const readProgress = () => send<{ readonly steps: readonly ProgressStep[] }>('GET', '/_progress')
