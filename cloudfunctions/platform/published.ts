import { canonicalJson, type Json } from '../kernel/canonical-json'
import { sha256 } from '../kernel/digest'
import { onceFor } from '../kernel/once-for'
import { RECENT_MS, type RecentReads } from './recent-reads'
import { allFound, type Document, defineCollection, type Store } from './store'

/** One frozen version of what an operator wrote. Never changed: the next version is another document. */
export interface PublishedVersion extends Document {
  /** 1: the hash is of the body and of whether it is retired. */
  readonly schema: 1 | 2
  readonly kind: string
  readonly id: string
  readonly version: number
  readonly body: Readonly<Record<string, Json>>
  /** SHA-256 of all that counts of it: a hand-edited version is not used. */
  readonly hash: string
  readonly inForceFromMs: number
  /** Taken out of force: from then on there is none of this id, until a next version. */
  readonly isRetired?: boolean
  /** Who published it, by which command, and the version that it was compared with: 0 when there was none in force. */
  readonly publishedBy?: string
  readonly commandKey?: string
  readonly inputHash?: string
  readonly comparedWith?: number
}

export const published = defineCollection<PublishedVersion>({
  name: 'published',
  indexes: [
    { name: 'byDocument', fields: ['kind', 'id', 'version'] },
    { name: 'byKind', fields: ['kind', 'inForceFromMs'] },
    { name: 'byCommand', fields: ['commandKey'] },
  ],
})

/** A later version waits until every instance has let go of the one before, with as much again to spare. */
export const LATER_VERSION_DELAY_MS = 2 * RECENT_MS
const VERSIONS_READ = 8
/** Versions of one kind that are read to learn which documents of it there are. */
const KIND_READ = 1_000
/** A clock that is behind may publish below what was read already; so much is read again each time. */
const READ_AGAIN_MS = 60_000
/** Every so many reads of a kind all of it is read, since a hand may have spoilt an old version. */
const READS_PER_WHOLE = 12

/** What an instance knows of a kind. */
interface KnownKind {
  readonly versions: readonly PublishedVersion[]
  /** Ids of versions that a hand has spoilt, as far as the last read saw them. */
  readonly spoilt: readonly string[]
  /** Reads of what is new, since all was read. */
  readonly reads: number
}

export function versionIdOf(kind: string, id: string, version: number): string {
  return `${kind}|${id}|${version}`
}

type Hashed = Omit<PublishedVersion, '_id' | 'hash'>

function hashOf({ schema, kind, id, version, body, inForceFromMs, isRetired = false }: Hashed): string {
  if (schema === 1) return sha256(canonicalJson(isRetired ? { body, isRetired } : body))
  return sha256(canonicalJson({ kind, id, version, body, inForceFromMs, isRetired }))
}

/** Whether a version is still as it was published. */
export const isGenuine = onceFor((version: PublishedVersion): boolean => {
  try {
    return version.hash === hashOf(version) && version._id === versionIdOf(version.kind, version.id, version.version)
  } catch {
    // A hand may have left what cannot be hashed at all.
    return false
  }
})

/** Of one document's versions, the newest first, the one in force; null when there is none or it is retired. */
function inForceAmong(versions: readonly PublishedVersion[], atMs: number): PublishedVersion | null {
  const inForce = versions.find((version) => version.version === 1 || version.inForceFromMs <= atMs)
  return inForce && !inForce.isRetired ? inForce : null
}

const nameOf = (kind: string, id?: string) => (id === undefined ? `published|${kind}` : `published|${kind}|${id}`)

type Read = Pick<KnownKind, 'versions' | 'spoilt'>

async function readKind(store: Store, kind: string, fromMs: number): Promise<Read> {
  const since = { index: 'byKind', equals: { kind }, range: { from: fromMs }, limit: KIND_READ }
  const versions = await allFound(store, published, since)
  const spoilt = versions.filter((version) => !isGenuine(version)).map(({ _id }) => _id)
  return { versions: versions.filter(isGenuine), spoilt }
}

/** The versions, the newest first; the list that was there before when it says the same. */
function sameOr(before: readonly PublishedVersion[] | undefined, read: readonly PublishedVersion[]) {
  const now = [...read].sort(
    (left, right) => right.version - left.version || (left._id < right._id ? -1 : left._id > right._id ? 1 : 0),
  )
  const isSame = before?.length === now.length && before.every(({ hash }, at) => hash === now[at]?.hash)
  return isSame ? before : now
}

/** Reads published versions; one per function instance. */
export class PublishedDocuments {
  constructor(private readonly recent: RecentReads) {}

  /** The version in force at a moment; null when none was published. A hand-edited version is passed over. */
  async inForce(store: Store, kind: string, id: string, atMs: number): Promise<PublishedVersion | null> {
    return inForceAmong(await this.versionsOf(store, kind, id), atMs)
  }

  /** Every document of a kind in the version that is in force at a moment, by id. */
  async allInForce(store: Store, kind: string, atMs: number): Promise<readonly PublishedVersion[]> {
    const byId = new Map<string, PublishedVersion[]>()
    for (const version of await this.kindOf(store, kind))
      byId.set(version.id, [...(byId.get(version.id) ?? []), version])
    return [...byId.values()].map((versions) => inForceAmong(versions, atMs)).filter((inForce) => inForce !== null)
  }

  /** One version, whether or not it is still in force: what was decided under it is explained by it. */
  async version(store: Store, kind: string, id: string, version: number): Promise<PublishedVersion | null> {
    const recent = this.recent.peek<readonly PublishedVersion[]>(nameOf(kind, id)) ?? []
    const held = recent.find((known) => known.version === version)
    const found = held ?? (await store.get(published, versionIdOf(kind, id, version)))
    return found && isGenuine(found) ? found : null
  }

  /** What was just published here is seen here at once. */
  forget(kind: string, id: string): void {
    this.recent.forget(nameOf(kind, id))
    this.recent.forget(nameOf(kind))
  }

  /** Every genuine version of a kind, the newest first: the same list until another one is published or spoilt. */
  async versionsOfKind(store: Store, kind: string): Promise<readonly PublishedVersion[]> {
    return this.kindOf(store, kind)
  }

  /** Versions of a kind that a hand has spoilt, as far as this instance has seen: they are passed over, and somebody should know. */
  spoiltOfKind(kind: string): readonly string[] {
    return this.recent.peek<KnownKind>(nameOf(kind))?.spoilt ?? []
  }

  /** Reads what was published since it was last asked: what stands once never changes, unless by a hand. */
  private async kindOf(store: Store, kind: string): Promise<readonly PublishedVersion[]> {
    const known = this.recent.peek<KnownKind>(nameOf(kind))
    const now = await this.recent.read<KnownKind>(nameOf(kind), async () => {
      if (!known || known.reads + 1 >= READS_PER_WHOLE) {
        const { versions, spoilt } = await readKind(store, kind, 0)
        return { versions: sameOr(known?.versions, versions), spoilt, reads: 0 }
      }
      const newest = known.versions.reduce((latest, { inForceFromMs }) => Math.max(latest, inForceFromMs), 0)
      const from = newest - READ_AGAIN_MS
      const older = known.versions.filter(({ inForceFromMs }) => inForceFromMs < from)
      const { versions, spoilt } = await readKind(store, kind, from)
      return {
        versions: sameOr(known.versions, [...older, ...versions]),
        spoilt: [...new Set([...known.spoilt, ...spoilt])],
        reads: known.reads + 1,
      }
    })
    return now.versions
  }

  private versionsOf(store: Store, kind: string, id: string): Promise<readonly PublishedVersion[]> {
    return this.recent.read(nameOf(kind, id), async () => {
      const page = await store.find(published, {
        index: 'byDocument',
        equals: { kind, id },
        order: 'descending',
        limit: VERSIONS_READ,
      })
      // guard: version-genuine
      return page.items.filter(isGenuine)
    })
  }
}

/** A version to be: what it says, and where it comes from. */
export interface NextVersion extends Pick<PublishedVersion, 'kind' | 'id' | 'body'> {
  /** The number of the version before; 0 for the first. */
  readonly after: number
  readonly nowMs: number
  readonly isRetired?: true
  /** Of a version that an operator's command published. */
  readonly by?: Required<Pick<PublishedVersion, 'publishedBy' | 'commandKey' | 'inputHash' | 'comparedWith'>>
}

/** Freezes a body as the next version. Inserting its number is the race's decision; answers it, or that it is taken. */
export async function publishVersion(store: Store, next: NextVersion): Promise<PublishedVersion | 'taken'> {
  const { kind, id, body, after, nowMs, isRetired, by } = next
  const version = after + 1
  const hashed: Hashed = {
    schema: 2,
    kind,
    id,
    version,
    body,
    inForceFromMs: nowMs + (version === 1 ? 0 : LATER_VERSION_DELAY_MS),
    ...(isRetired ? { isRetired } : {}),
    ...by,
  }
  const document = { _id: versionIdOf(kind, id, version), ...hashed, hash: hashOf(hashed) }
  return (await store.insert(published, document)) === 'inserted' ? document : 'taken'
}

/** Newest versions that are looked through for one that no hand has spoilt. */
export const SPOILT_READ = 20

/** The newest version as published, in force already or in a moment; also a retired one. Never one that a hand has spoilt. */
export async function newestVersion(
  store: Store,
  { kind, id }: { readonly kind: string; readonly id: string },
): Promise<PublishedVersion | null> {
  const page = await store.find(published, {
    index: 'byDocument',
    equals: { kind, id },
    order: 'descending',
    limit: SPOILT_READ,
  })
  return page.items.find(isGenuine) ?? null
}
