import { type Refusal, refuse } from '../../../kernel/refusal'
import type { Work } from '../../../platform/context'
import { type CsvPosition, csvRows, type ReadPart } from '../../../platform/csv-rows'
import type { ImportColumn } from '../../../platform/importing'

/** A file whose heading was understood. */
export interface OpenedFile {
  readonly columns: Readonly<Record<string, number>>
  /** Headings that mean nothing here. */
  readonly ignored: readonly string[]
  readonly totalBytes: number
  /** The first row behind the heading. */
  readonly first: CsvPosition
}

export const partsOf =
  (work: Work, fileId: string): ReadPart =>
  (part) =>
    work.wechat.readFile(fileId, part)

/** A heading as it is compared: `金额（元）` and `金额元`, `Order No` and `orderNo` are the same. */
const bare = (heading: string) => heading.replace(/[\s_()（）-]/g, '').toLowerCase()

/** In which column each field stands, or which columns are missing or there twice. */
export function columnsOf(
  wanted: readonly ImportColumn[],
  headings: readonly string[],
): Pick<OpenedFile, 'columns' | 'ignored'> | Refusal<'wrong_columns'> {
  const found = headings.map(bare)
  const placesOf = (column: ImportColumn) => {
    const names = column.headings.map(bare)
    return found.flatMap((heading, at) => (names.includes(heading) ? [at] : []))
  }
  const missing = wanted.find((column) => !column.isOptional && placesOf(column).length === 0)
  if (missing) return refuse('wrong_columns', { missing: missing.headings[0] ?? '' })
  const double = wanted.find((column) => placesOf(column).length > 1)
  if (double) return refuse('wrong_columns', { double: double.headings[0] ?? '' })
  const places = wanted.flatMap((column) => placesOf(column).map((at) => [column.field, at] as const))
  const used = new Set(places.map(([, at]) => at))
  return {
    columns: Object.fromEntries(places),
    ignored: headings.filter((heading, at) => heading !== '' && !used.has(at)).slice(0, 20),
  }
}

/** Reads the heading of a file. */
export async function openFile(
  work: Work,
  fileId: string,
  wanted: readonly ImportColumn[],
): Promise<OpenedFile | Refusal<'no_such_file' | 'not_utf8' | 'wrong_columns'>> {
  const there = await work.wechat.readFile(fileId, { fromByte: 0, mostBytes: 1 })
  if (!there) return refuse('no_such_file')
  for await (const row of csvRows(partsOf(work, fileId), { byte: 0, line: 1 })) {
    if (!row.cells) return row.text === '' ? refuse('not_utf8') : refuse('wrong_columns', { heading: row.problem })
    const columns = columnsOf(wanted, row.cells)
    return 'columns' in columns ? { ...columns, totalBytes: row.totalBytes, first: row.next } : columns
  }
  return refuse('wrong_columns', { missing: wanted[0]?.headings[0] ?? '' })
}

/** The cells of a row by their fields. */
export function fieldsOf(columns: OpenedFile['columns'], cells: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(columns).map(([field, at]) => [field, cells[at] ?? '']))
}

/** Sums with more added to them. */
export function plus(sums: Readonly<Record<string, number>>, more: Readonly<Record<string, number>>) {
  const names = new Set([...Object.keys(sums), ...Object.keys(more)])
  return Object.fromEntries([...names].map((name) => [name, (sums[name] ?? 0) + (more[name] ?? 0)]))
}
