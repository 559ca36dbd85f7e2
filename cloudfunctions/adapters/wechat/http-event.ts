import type { Reply } from '../../platform/contract'
import type { SignedRequest } from '../../platform/identity'

/** What the platform hands to a function that is called over HTTP. */
export interface HttpEvent {
  readonly headers?: Readonly<Record<string, string | undefined>>
  readonly body?: string
  readonly isBase64Encoded?: boolean
}

/** The envelope and what it was signed with; a body that is no JSON is an envelope that asks nothing. */
export function readHttpEvent(event: HttpEvent): { readonly envelope: unknown; readonly signed: SignedRequest } {
  const headers = new Map(Object.entries(event.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value ?? '']))
  const body = event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64').toString('utf8') : (event.body ?? '')
  return {
    envelope: parsed(body),
    signed: {
      keyId: headers.get('x-fudian-key') ?? '',
      timestamp: headers.get('x-fudian-timestamp') ?? '',
      signature: headers.get('x-fudian-signature') ?? '',
      body,
    },
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}

/** Every reply is 200 with the envelope in it, a refusal as well: whoever asks looks into one place. */
export function httpReply(reply: Reply) {
  return {
    statusCode: 200,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(reply),
  }
}
