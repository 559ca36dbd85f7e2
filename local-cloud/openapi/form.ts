import { invalid } from '../database/refusal'

const headEnd = Buffer.from('\r\n\r\n')

/** The fields of a multipart form, as bytes: the SDK sends binary fields without a file name, which parsers take for text. */
export function readForm(contentType: string, body: Buffer): Map<string, Buffer> {
  const boundary = /;\s*boundary="?([^";\s]{1,70})"?/i.exec(contentType)?.[1]
  if (boundary === undefined) throw invalid('the form names no boundary')
  const separator = Buffer.from(`\r\n--${boundary}`)
  // The first separator stands at the very beginning, where nothing is before its line break.
  const form = Buffer.concat([Buffer.from('\r\n'), body])
  const fields = new Map<string, Buffer>()
  let at = form.indexOf(separator)
  while (at !== -1) {
    const start = at + separator.length
    const end = form.indexOf(separator, start)
    const head = form.indexOf(headEnd, start)
    if (end === -1 || head === -1 || head > end) break
    const name = /\bname="([^"]*)"/i.exec(form.toString('utf8', start, head))?.[1]
    if (name !== undefined) fields.set(name, form.subarray(head + headEnd.length, end))
    at = end
  }
  return fields
}
