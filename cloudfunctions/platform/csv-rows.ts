import { parse } from 'csv-parse/sync'

/** A part of a file, and how long the whole is; null when there is no file, or nothing from there on. */
export type ReadPart = (part: {
  readonly fromByte: number
  readonly mostBytes: number
}) => Promise<{ readonly bytes: Uint8Array; readonly totalBytes: number } | null>

/** Where a row begins. */
export interface CsvPosition {
  readonly byte: number
  /** Counted from 1, as an editor shows it. */
  readonly line: number
}

export interface CsvRow {
  readonly line: number
  /** Where the next row begins. */
  readonly next: CsvPosition
  /** As it stands in the file, the beginning of a long one. */
  readonly text: string
  /** Null for a row that cannot be read. */
  readonly cells: readonly string[] | null
  /** Why it cannot be read, in Chinese; empty when it can. */
  readonly problem: string
  readonly totalBytes: number
}

const PART_BYTES = 256 * 1_024
/** A row of more is not one that a person or a till wrote. */
const MOST_ROW_BYTES = 16 * 1_024
/** A quoted cell may hold line breaks; a quote that is never closed must not swallow the rest of the file. */
const MOST_ROW_LINES = 8
const SHOWN_LETTERS = 120

const LINE_FEED = 0x0a
const QUOTE = 0x22

/** A row's bytes at the front of what was read, without the line break; `more` when they do not end there. */
interface Cut {
  readonly bytes: number
  readonly lines: number
  readonly content: Buffer
  readonly problem: string
}

function quotesIn(bytes: Buffer): number {
  let count = 0
  for (const byte of bytes) if (byte === QUOTE) count += 1
  return count
}

function cut(held: Buffer, isEnd: boolean): Cut | 'more' {
  let first: Cut | null = null
  let quotes = 0
  let from = 0
  for (let lines = 1; lines <= MOST_ROW_LINES; lines += 1) {
    const feed = held.indexOf(LINE_FEED, from)
    if (feed < 0 && !isEnd && held.length <= MOST_ROW_BYTES) return 'more'
    const end = feed < 0 ? held.length : feed
    quotes += quotesIn(held.subarray(from, end))
    const bytes = feed < 0 ? end : end + 1
    const row = { bytes, lines, content: held.subarray(0, end), problem: '' }
    if (end <= MOST_ROW_BYTES && quotes % 2 === 0) return row
    first ??= { ...row, problem: end > MOST_ROW_BYTES ? '这一行太长' : '引号没有成对' }
    if (feed < 0 || end > MOST_ROW_BYTES) break
    from = end + 1
  }
  // Only its first line is given up: the rows behind it are none the worse.
  return first ?? 'more'
}

const decoder = new TextDecoder('utf-8', { fatal: true })

/** The cells of a row. One without quotes is what stands between its commas; the library reads the others. */
function cellsOf(text: string): readonly string[] | null {
  if (!text.includes('"')) return text.split(',')
  try {
    const [cells = []] = parse(text, { relax_column_count: true, record_delimiter: '\n' }) as string[][]
    return cells
  } catch {
    return null
  }
}

function readRow({ content, problem }: Cut): Pick<CsvRow, 'text' | 'cells' | 'problem'> {
  let text: string
  try {
    text = decoder.decode(content).replace(/\r$/, '')
  } catch {
    return { text: '', cells: null, problem: '有不是 UTF-8 的字' }
  }
  const shown = [...text.slice(0, 2 * SHOWN_LETTERS)].slice(0, SHOWN_LETTERS).join('')
  if (problem) return { text: shown, cells: null, problem }
  const cells = cellsOf(text)?.map((cell) => cell.trim()) ?? null
  return { text: shown, cells, problem: cells ? '' : '引号用得不对' }
}

/** Reads on to behind the next line break, for a line that is longer than a row may be. */
async function skipLine(read: ReadPart, fromByte: number): Promise<number> {
  for (let byte = fromByte; ; ) {
    const part = await read({ fromByte: byte, mostBytes: PART_BYTES })
    if (!part || part.bytes.byteLength === 0) return byte
    const feed = part.bytes.indexOf(LINE_FEED)
    if (feed >= 0) return byte + feed + 1
    byte += part.bytes.byteLength
  }
}

/**
 * The rows of a CSV file in UTF-8 from a position on, with or without a byte order mark, read part by part so that a
 * large file is never held whole; who wants only a few rows asks for small parts. Blank rows are left out. A row that cannot be read is told as such, and what follows it
 * is read as if it were not there.
 */
export async function* csvRows(read: ReadPart, from: CsvPosition, partBytes = PART_BYTES): AsyncGenerator<CsvRow> {
  let { byte, line } = from
  let held: Buffer = Buffer.alloc(0)
  let totalBytes = Number.POSITIVE_INFINITY
  for (;;) {
    const isEnd = byte + held.length >= totalBytes
    if (isEnd && held.length === 0) return
    const row = held.length === 0 ? 'more' : cut(held, isEnd)
    if (row === 'more') {
      const part = await read({ fromByte: byte + held.length, mostBytes: partBytes })
      totalBytes = part?.totalBytes ?? byte + held.length
      if (part) held = Buffer.concat([held, part.bytes])
      continue
    }
    const isWhole = row.bytes > row.content.length || isEnd
    const begins = line
    byte = isWhole ? byte + row.bytes : await skipLine(read, byte + row.bytes)
    line += row.lines
    held = isWhole ? held.subarray(row.bytes) : Buffer.alloc(0)
    const { text, cells, problem } = readRow(row)
    if (problem || cells?.some((cell) => cell !== ''))
      yield { line: begins, next: { byte, line }, text, cells, problem, totalBytes }
  }
}
