import type { Reply } from '../../platform/contract'
import type { SignedRequest } from '../../platform/identity'

/** What the platform hands to a function that is called over HTTP; a function that is called otherwise gets anything. */
export interface HttpEvent {
  readonly headers?: Readonly<Record<string, string | undefined>>
  readonly body?: string
  readonly isBase64Encoded?: boolean
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')

/** Headers by their names in lower case. */
function headersOf(event: HttpEvent | null | undefined): ReadonlyMap<string, string> {
  const entries = Object.entries(event?.headers ?? {})
  return new Map(entries.map(([name, value]) => [name.toLowerCase(), textOf(value)]))
}

/** The envelope and what it was signed with; a body that is no JSON is an envelope that asks nothing. */
export function readHttpEvent(event: HttpEvent | null | undefined): {
  readonly envelope: unknown
  readonly signed: SignedRequest
} {
  const headers = headersOf(event)
  const given = textOf(event?.body)
  const body = event?.isBase64Encoded ? Buffer.from(given, 'base64').toString('utf8') : given
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
