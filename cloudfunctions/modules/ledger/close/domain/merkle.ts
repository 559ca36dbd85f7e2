import { sha256 } from '../../../../kernel/digest'

/** A leaf and an inner node never have the same text before hashing, or one could be shown as the other (RFC 6962, 2.1). */
const nodeOf = (left: string, right: string) => sha256(`node|${left}|${right}`)

/** One leaf: the hash of what it stands for. */
export function leafOf(text: string): string {
  return sha256(`leaf|${text}`)
}

/** One hash over many in their order; a last one without a partner goes up as it is. Of none, the hash of nothing. */
export function merkleRoot(hashes: readonly string[]): string {
  if (hashes.length === 0) return sha256('')
  let level = hashes
  while (level.length > 1) {
    const above: string[] = []
    for (let at = 0; at < level.length; at += 2) {
      const [left = '', right] = level.slice(at, at + 2)
      above.push(right === undefined ? left : nodeOf(left, right))
    }
    level = above
  }
  return level[0] ?? ''
}
