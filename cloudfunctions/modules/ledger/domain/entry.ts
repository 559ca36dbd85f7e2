import { canonicalJson, type Json } from '../../../kernel/canonical-json'
import { hmacSha256, sha256 } from '../../../kernel/digest'
import type { Hold, Lot } from './lots'

export type EntryKind =
  | 'accrual'
  | 'hold'
  | 'vest'
  | 'redemption'
  | 'void'
  | 'expiry'
  | 'clawback'
  | 'debt_repaid'
  | 'adjustment'
  | 'reversal'

/** The programme's side of an entry; summed by the daily close, never written online. */
export type Contra = 'issuance' | 'redemption' | 'breakage' | 'clawback' | 'adjustment'

/** What an entry is about, for its title and for whoever looks for it. */
export interface Ref {
  readonly kind: string
  readonly id: string
}

/** One immutable line of the journal before it is numbered and sealed. */
export interface EntryBody {
  /** What it is, derived and unique within the account. */
  readonly op: string
  /** The command it answers; empty when no command asked for it. */
  readonly key: string
  readonly inputHash: string
  readonly kind: EntryKind
  /** Signed: what `available + pending - debt` changes by. */
  readonly points: number
  /** Points that change their state: of a vest, what vested; of any other entry, what of it repaid a debt. */
  readonly moved: number
  readonly contra: Contra
  /** Signed changes of lots and holds. What `points` has beyond their sum is taken from the debt, or added to it. */
  readonly lots: readonly Lot[]
  readonly holds: readonly Hold[]
  readonly ref: Ref
  /** Why the points are what they are: rule, version, facts and caps. At most 1,000 bytes. */
  readonly trace: Json
  readonly atMs: number
}

export interface Entry extends EntryBody {
  /** 1, 2, 3 ... within the account. */
  readonly seq: number
  /** Four hex digits per field, in the order of `ENTRY_FIELDS`: so that a difference is named by its field. */
  readonly digests: string
  /** SHA-256 over the hash of the entry before and this entry without its hash. */
  readonly hash: string
}

const ENTRY_FIELDS = [
  'seq',
  'op',
  'key',
  'inputHash',
  'kind',
  'points',
  'moved',
  'contra',
  'lots',
  'holds',
  'ref',
  'trace',
  'atMs',
] as const satisfies readonly (keyof Entry)[]

/** Room for six campaigns beside the programme's own rules. */
export const MAX_TRACE_BYTES = 1_000
const DIGEST_DIGITS = 4

/** Kinds, zeros and empty lists are in every entry: what is so short is hashed once and remembered. */
const SHORT_TEXT = 12
const MOST_REMEMBERED = 1_000
const remembered = new Map<string, string>()

function digestOf(text: string): string {
  const known = remembered.get(text)
  if (known !== undefined) return known
  const digest = sha256(text).slice(0, DIGEST_DIGITS)
  if (text.length <= SHORT_TEXT && remembered.size < MOST_REMEMBERED) remembered.set(text, digest)
  return digest
}

const SEALED_FIELDS = [...ENTRY_FIELDS, 'digests' as const].sort()
type SealedField = (typeof SEALED_FIELDS)[number]

/** The canonical JSON of an entry without its hash, put together from that of its fields; what is absent is left out. */
function joined(textOf: (field: SealedField) => string | undefined): string {
  let members = ''
  for (const field of SEALED_FIELDS) {
    const text = textOf(field)
    if (text !== undefined) members += `${members === '' ? '' : ','}"${field}":${text}`
  }
  return `{${members}}`
}

/** The text that is hashed: the entry's fields and digests, whatever else a hand may have added. */
export function sealedText(entry: Omit<Entry, 'hash'>): string {
  return joined((field) => (entry[field] === undefined ? undefined : canonicalJson(entry[field] as unknown as Json)))
}

/** Numbers an entry and chains it to the one before (`''` before the first). Throws when its trace is too long. */
export function sealEntry(body: EntryBody, previous: { readonly seq: number; readonly hash: string }): Entry {
  const entry = { ...body, seq: previous.seq + 1 }
  const texts = new Map<SealedField, string>()
  for (const field of ENTRY_FIELDS) texts.set(field, canonicalJson(entry[field] as unknown as Json))
  if (Buffer.byteLength(texts.get('trace') ?? '') > MAX_TRACE_BYTES) throw new Error(`trace of ${body.op} is too long`)
  const digests = ENTRY_FIELDS.map((field) => digestOf(texts.get(field) ?? '')).join('')
  texts.set('digests', canonicalJson(digests))
  return { ...entry, digests, hash: sha256(previous.hash + joined((field) => texts.get(field))) }
}

/** The names of the fields that no longer fit their digest; `hash` when all fit and the chain still breaks. */
export function brokenFields(entry: Entry, previousHash: string): readonly string[] {
  const stored = String(entry.digests)
  const broken = ENTRY_FIELDS.filter((field, position) => {
    const digest = stored.slice(position * DIGEST_DIGITS, (position + 1) * DIGEST_DIGITS)
    try {
      return digestOf(canonicalJson((entry[field] ?? null) as unknown as Json)) !== digest
    } catch {
      // A hand has left something that could never have been hashed, such as a fraction.
      return true
    }
  })
  if (broken.length > 0) return broken
  return sha256(previousHash + sealedText(entry)) === entry.hash ? [] : ['hash']
}

/** The MAC over an account's newest entry: with the key outside the database, even a recomputed chain shows. */
export function headMacOf(key: Buffer, account: string, head: { readonly seq: number; readonly hash: string }): string {
  return hmacSha256(key, `${account}|${head.seq}|${head.hash}`)
}
