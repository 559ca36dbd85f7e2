/** A file is sent in one piece and read from memory. */
export const mostFileBytes = 10 * 1024 * 1024

/** What every file's id begins with: the environment and its bucket. */
const bucket = 'cloud://local-env.6c6f-local-env/'

/** The cloud's limit, in bytes; the characters that are allowed here have one each. */
const longestPath = 850

const types: Record<string, string> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.svg': 'image/svg+xml',
  '.pdf': 'application/pdf',
  '.json': 'application/json',
  '.csv': 'text/csv; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
}

/**
 * Whether a file may be stored at this path. The cloud takes more characters than these, but advises against them: they
 * need escapes in an address. `.` and `..` are refused because an address that holds them names another file.
 */
export function isCloudPath(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > longestPath) return false
  return value.split('/').every((name) => /^[A-Za-z0-9!_.*-]+$/.test(name) && name !== '.' && name !== '..')
}

export function fileIdOf(cloudPath: string): string {
  return `${bucket}${cloudPath}`
}

/** undefined for an id that cannot be one of ours. */
export function pathOfFileId(fileId: unknown): string | undefined {
  if (typeof fileId !== 'string' || !fileId.startsWith(bucket)) return undefined
  const cloudPath = fileId.slice(bucket.length)
  return isCloudPath(cloudPath) ? cloudPath : undefined
}

/** By the ending alone, as the cloud does; what may run as a page is bytes to be saved. */
export function contentTypeOf(cloudPath: string): string {
  return types[/\.[^./]+$/.exec(cloudPath)?.[0].toLowerCase() ?? ''] ?? 'application/octet-stream'
}
