import type { Work } from '../../../platform/context'
import { type CsvPosition, type CsvRow, csvRows } from '../../../platform/csv-rows'
import { Busy, ensureDocument, untilSettled } from '../../../platform/guarded-store'
import { type ImportKind, type ImportSums, importKinds, isProblem, type RowProblem } from '../../../platform/importing'
import type { Job } from '../../../platform/jobs'
import { oldestOpen } from '../../../platform/operation'
import { OutcomeUnknown } from '../../../platform/store'
import { fieldsOf, plus } from './heading'
import { type FileImport, importRefusals, imports, refusalIdOf } from './store'

/** Rows of one slice: so many that a slice is worth its own calls, so few that it ends in time. */
const ROWS_PER_SLICE = 50
/** About as much as they take. */
const PART_BYTES = 16 * 1_024

export function kindOf(work: Work, kind: string): ImportKind | null {
  return work.registry.all(importKinds).find((known) => known.kind === kind) ?? null
}

/** What a slice has come to, counted from nothing. */
interface Counts {
  readonly rows: number
  readonly done: number
  readonly known: number
  readonly refused: number
  readonly sums: ImportSums
}

type Outcome = 'done' | 'known' | RowProblem

/** The next rows of the file; null when it is no longer the file that was begun with. */
async function nextRows(work: Work, { fileId, position, totalBytes }: FileImport): Promise<readonly CsvRow[] | null> {
  let isSame = true
  const read: Parameters<typeof csvRows>[0] = async (part) => {
    const found = await work.wechat.readFile(fileId, part)
    isSame &&= found?.totalBytes === totalBytes
    return found
  }
  const rows: CsvRow[] = []
  if (position.byte >= totalBytes) return rows
  for await (const row of csvRows(read, position, PART_BYTES)) {
    rows.push(row)
    if (rows.length === ROWS_PER_SLICE) break
  }
  return isSame ? rows : null
}

/** Does one row, unless it was refused before: then that stands, however the world has changed since. */
async function carryOutRow(
  work: Work,
  kind: ImportKind,
  open: FileImport,
  row: unknown,
  line: number,
): Promise<Outcome> {
  if (isProblem(row)) return row
  try {
    return await kind.carryOut(work, row, { importId: open._id, askedAtMs: open.atMs, line })
  } catch (error) {
    if (error instanceof Busy || error instanceof OutcomeUnknown) throw error
    // A bug met by one row keeps neither the others nor the import waiting.
    work.report(error)
    return { problem: '程序出错，没有导入，详见云函数日志' }
  }
}

async function carryOutRows(work: Work, kind: ImportKind, open: FileImport, rows: readonly CsvRow[]): Promise<Counts> {
  const reader = await kind.reader(work)
  const read = rows.map(({ cells, problem }) => (cells ? reader(fieldsOf(open.columns, cells)) : { problem }))
  const ids = rows.map(({ line }) => refusalIdOf(open._id, line))
  const stands = new Map((await work.store.getMany(importRefusals, ids)).map((refusal) => [refusal.line, refusal]))
  const outcomes: Outcome[] = rows.map(({ line }) => stands.get(line) ?? 'known')
  const groups = new Map<string, number[]>()
  for (const [at, row] of read.entries()) {
    if (stands.has(rows[at]?.line ?? 0)) continue
    const group = isProblem(row) ? '' : kind.groupOf(row)
    groups.set(group, [...(groups.get(group) ?? []), at])
  }
  await Promise.all(
    [...groups.values()].map(async (places) => {
      for (const at of places) outcomes[at] = await carryOutRow(work, kind, open, read[at], rows[at]?.line ?? 0)
    }),
  )
  let counts: Counts = { rows: 0, done: 0, known: 0, refused: 0, sums: {} }
  for (const [at, outcome] of outcomes.entries()) {
    const { line = 0, text = '' } = rows[at] ?? {}
    if (isProblem(outcome))
      await refuseRow(work, open._id, { line, text: kind.isSecret ? '' : text, problem: outcome.problem })
    counts = counted(counts, outcome, outcome === 'done' ? kind.sumsOf(read[at]) : {})
  }
  return counts
}

async function refuseRow(work: Work, importId: string, row: { line: number; text: string; problem: string }) {
  await ensureDocument(work, importRefusals, {
    _id: refusalIdOf(importId, row.line),
    schema: 1,
    import: importId,
    ...row,
  })
}

function counted(counts: Counts, outcome: Outcome, sums: ImportSums): Counts {
  const name = isProblem(outcome) ? 'refused' : outcome
  return { ...counts, rows: counts.rows + 1, [name]: counts[name] + 1, sums: plus(counts.sums, sums) }
}

/** Writes how far an import is, unless somebody has turned it round meanwhile: then it begins from there. */
async function moveOn(work: Work, open: FileImport, set: Partial<FileImport>): Promise<void> {
  await untilSettled(work, async () => {
    const now = await work.store.get(imports, open._id)
    if (now?.version !== open.version) return { value: null }
    // guard: import-version
    const where = { _id: open._id, version: open.version }
    const isWritten = await work.store.update(imports, where, { set: { ...set, version: open.version + 1 } })
    return isWritten ? { value: null } : 'again'
  })
}

const STOPPED = '文件找不到了，或者导入到一半被换过'

async function runSlice(work: Work, kind: ImportKind, open: FileImport): Promise<number> {
  const rows = await nextRows(work, open)
  if (!rows) {
    await moveOn(work, open, { state: 'stopped', why: STOPPED, openSinceMs: null })
    return 0
  }
  const counts = await carryOutRows(work, kind, open, rows)
  const isEnd = rows.length < ROWS_PER_SLICE
  const end: CsvPosition = { byte: open.totalBytes, line: open.position.line }
  await moveOn(work, open, {
    position: isEnd ? end : (rows.at(-1)?.next ?? end),
    rows: open.rows + counts.rows,
    done: open.done + counts.done,
    known: open.known + counts.known,
    refused: open.refused + counts.refused,
    sums: plus(open.sums, counts.sums),
    ...(isEnd ? { state: 'done', openSinceMs: null } : {}),
  })
  return counts.rows
}

async function undoSlice(work: Work, kind: ImportKind, open: FileImport): Promise<number> {
  if (!open.undo) throw new Error(`import ${open._id} is undone by nobody`)
  const { count, sums, next } = await kind.takeBack(work, open._id, open.undo.position)
  await moveOn(work, open, {
    undo: { ...open.undo, position: next, count: open.undo.count + count, sums: plus(open.undo.sums, sums) },
    ...(next === null ? { state: 'undone', openSinceMs: null } : {}),
  })
  return count
}

/**
 * Carries out imports and their undoing, the oldest first. The job's lease makes one function at a time do so; a slice
 * that is repeated because its function ended finds of each row what it found before.
 */
export const importJob: Job = {
  name: 'orders-carry-out-imports',
  everyMinutes: 1,
  isIdle: async (work) => (await oldestOpen(work, imports)) === null,
  async slice(work) {
    const open = await oldestOpen(work, imports)
    if (!open) return { done: 0, next: null }
    const kind = kindOf(work, open.kind)
    if (!kind) throw new Error(`no module imports ${open.kind}`)
    const done = open.state === 'undoing' ? await undoSlice(work, kind, open) : await runSlice(work, kind, open)
    return { done, next: 'more' }
  },
}
