import { canonicalJson, type Json } from '../kernel/canonical-json'
import { sha256 } from '../kernel/digest'
import { type Document, defineCollection, type Page, type Store } from './store'

/** One frozen version of what an operator wrote. Never changed: the next version is another document. */
export interface PublishedVersion extends Document {
  readonly schema: 1
  readonly kind: string
  readonly id: string
  readonly version: number
  readonly body: Readonly<Record<string, Json>>
  /** SHA-256 of the body: a hand-edited version is not used. */
  readonly hash: string
  readonly inForceFromMs: number
  /** Taken out of force: from then on there is none of this id, until a next version. */
  readonly isRetired?: boolean
}

export const published = defineCollection<PublishedVersion>({
  name: 'published',
  indexes: [{ name: 'byDocument', fields: ['kind', 'id', 'version'] }],
})

/** How long a function instance may go on with what it has read. */
const CACHE_MS = 5_000
/** A later version waits until every instance has let go of the one before, with as much again to spare. */
const LATER_VERSION_DELAY_MS = 10_000
const VERSIONS_READ = 8
/** Versions of one kind that are read to learn which documents of it there are. */
const KIND_READ = 1_000

const idOf = (kind: string, id: string, version: number) => `${kind}|${id}|${version}`

function hashOf(body: PublishedVersion['body'], isRetired: boolean): string {
  return sha256(canonicalJson(isRetired ? { body, isRetired } : body))
}

export function isGenuine(version: PublishedVersion): boolean {
  return version.hash === hashOf(version.body, version.isRetired ?? false)
}

/** Of one document's versions, the newest first, the one in force; null when there is none or it is retired. */
function inForceAmong(versions: readonly PublishedVersion[], atMs: number): PublishedVersion | null {
  const inForce = versions.find((version) => version.version === 1 || version.inForceFromMs <= atMs)
  return inForce && !inForce.isRetired ? inForce : null
}

/** Reads published versions; one per function instance, so that its cache outlives a request. */
export class PublishedDocuments {
  private readonly newest = new Map<string, { readAtMs: number; versions: readonly PublishedVersion[] }>()
  private readonly kinds = new Map<string, { readAtMs: number; versions: readonly PublishedVersion[] }>()

  /** @param elapsedMs a clock that only runs forward: the cache must not trust one that can be set */
  constructor(private readonly elapsedMs: () => number) {}

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
    const held = this.newest.get(`${kind}|${id}`)?.versions.find((known) => known.version === version)
    const found = held ?? (await store.get(published, idOf(kind, id, version)))
    return found && isGenuine(found) ? found : null
  }

  /** What was just published here is seen here at once. */
  forget(kind: string, id: string): void {
    this.newest.delete(`${kind}|${id}`)
    this.kinds.delete(kind)
  }

  /** All versions of a kind, the newest first. */
  private async kindOf(store: Store, kind: string): Promise<readonly PublishedVersion[]> {
    const held = this.kinds.get(kind)
    const now = this.elapsedMs()
    if (held && now - held.readAtMs < CACHE_MS) return held.versions
    const versions: PublishedVersion[] = []
    let cursor: string | null = null
    do {
      const page: Page<PublishedVersion> = await store.find(published, {
        index: 'byDocument',
        equals: { kind },
        limit: KIND_READ,
        ...(cursor === null ? {} : { cursor }),
      })
      versions.push(...page.items.filter(isGenuine))
      cursor = page.next
    } while (cursor !== null)
    versions.sort((left, right) => right.version - left.version)
    this.kinds.set(kind, { readAtMs: now, versions })
    return versions
  }

  private async versionsOf(store: Store, kind: string, id: string): Promise<readonly PublishedVersion[]> {
    const name = `${kind}|${id}`
    const held = this.newest.get(name)
    const now = this.elapsedMs()
    if (held && now - held.readAtMs < CACHE_MS) return held.versions
    const page = await store.find(published, {
      index: 'byDocument',
      equals: { kind, id },
      order: 'descending',
      limit: VERSIONS_READ,
    })
    // guard: version-genuine
    const versions = page.items.filter(isGenuine)
    this.newest.set(name, { readAtMs: now, versions })
    return versions
  }
}

/**
 * Freezes a body as the version after `after` (0 for the first). Inserting the number is the race's decision:
 * answers whose body has it now, ours or another's.
 */
export async function publishVersion(
  store: Store,
  next: {
    kind: string
    id: string
    after: number
    body: Readonly<Record<string, Json>>
    nowMs: number
    isRetired?: true
  },
): Promise<'published' | 'taken'> {
  const version = next.after + 1
  const outcome = await store.insert(published, {
    _id: idOf(next.kind, next.id, version),
    schema: 1,
    kind: next.kind,
    id: next.id,
    version,
    body: next.body,
    hash: hashOf(next.body, next.isRetired ?? false),
    inForceFromMs: next.nowMs + (version === 1 ? 0 : LATER_VERSION_DELAY_MS),
    ...(next.isRetired ? { isRetired: next.isRetired } : {}),
  })
  return outcome === 'inserted' ? 'published' : 'taken'
}
