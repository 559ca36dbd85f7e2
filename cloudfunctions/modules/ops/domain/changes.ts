import { canonicalJson, type Json } from '../../../kernel/canonical-json'

type Fields = Readonly<Record<string, Json | undefined>>

/** A field that is not as it was; null where there is none. */
export interface Changed {
  /** Where, below the document: `benefits.0.quota`. */
  readonly path: string
  readonly before: Json
  readonly after: Json
}

/** The members of an object or a list by their names; null for what has none. */
function membersOf(value: Json): Fields | null {
  return typeof value === 'object' && value !== null ? (value as Fields) : null
}

function changesAt(path: string, before: Json, after: Json): readonly Changed[] {
  if (canonicalJson(before) === canonicalJson(after)) return []
  const [membersBefore, membersAfter] = [membersOf(before), membersOf(after)]
  const isOneKind = Array.isArray(before) === Array.isArray(after)
  if (!membersBefore || !membersAfter || !isOneKind) return [{ path, before, after }]
  return changesBetween(membersBefore, membersAfter, `${path}.`)
}

/** What is different between two documents, field by field, as deep as both have it; those that went come last. */
export function changesBetween(before: Fields, after: Fields, above = ''): readonly Changed[] {
  const names = new Set([...Object.keys(after), ...Object.keys(before)])
  return [...names].flatMap((name) => changesAt(`${above}${name}`, before[name] ?? null, after[name] ?? null))
}
