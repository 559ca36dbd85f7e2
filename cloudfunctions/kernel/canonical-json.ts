/** What may be hashed: JSON with safe integers only, so that every machine writes the same bytes. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json | undefined }

/**
 * JSON with sorted names and no spaces: equal values give equal text. `undefined` members are left out.
 * Throws on a number that is not a safe integer, since two machines could print it differently.
 */
export function canonicalJson(value: Json): string {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new Error(`not a safe integer: ${value}`)
    return String(value)
  }
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const members = value as { readonly [name: string]: Json | undefined }
  const parts: string[] = []
  for (const name of Object.keys(members).sort()) {
    const member = members[name]
    if (member !== undefined) parts.push(`${JSON.stringify(name)}:${canonicalJson(member)}`)
  }
  return `{${parts.join(',')}}`
}
