import { shownMoment } from '../../../kernel/business-date'
import { Refusal, refuse } from '../../../kernel/refusal'
import type { Work } from '../../../platform/context'
import { DEFAULT_PAGE_SIZE } from '../../../platform/fields'
import { Busy, ensureDocument, untilSettled } from '../../../platform/guarded-store'
import { runJob } from '../../../platform/jobs'
import type { ContextOf, Handlers } from '../../../platform/module'
import { decodeCursor } from '../../../platform/store'
import type { importContract } from './contract'
import { type OpenedFile, openFile } from './heading'
import { importJob, kindOf } from './import-job'
import { previewOf } from './preview'
import { type FileImport, importRefusals, imports } from './store'

/** A slice takes a second or two; the answer must not wait for one that has no time left. */
const STOP_BELOW_MS = 10_000
const MOST_SLICES = 200
const ID_DIGITS = 32

/** As many slices as there is time for; the timer does the rest. What is left undone is no failure of the command. */
async function begin(work: Work): Promise<void> {
  try {
    for (let slice = 0; slice < MOST_SLICES && work.timeLeftMs() > STOP_BELOW_MS; slice += 1) {
      const outcome = await runJob(work, importJob, 'now')
      if (typeof outcome === 'string' || outcome.isFinished) return
    }
  } catch (error) {
    if (!(error instanceof Busy)) throw error
  }
}

type ImportContext = ContextOf<(typeof importContract)['ops.import']>
type ImportInput = Parameters<Handlers<typeof importContract>['ops.import']>[1]

function importOf(context: ImportContext, { kind, fileId, operator }: ImportInput, file: OpenedFile): FileImport {
  return {
    _id: context.command.key.slice(0, ID_DIGITS),
    schema: 1,
    kind,
    fileId,
    operator,
    inputHash: context.command.inputHash,
    atMs: context.nowMs,
    columns: file.columns,
    totalBytes: file.totalBytes,
    state: 'running',
    why: '',
    position: file.first,
    rows: 0,
    done: 0,
    known: 0,
    refused: 0,
    sums: {},
    undoKey: null,
    undo: null,
    version: 0,
    openSinceMs: context.nowMs,
  }
}

function shown(found: FileImport) {
  const { _id, kind, fileId, state, operator, atMs, position, totalBytes, rows, done, known, refused, sums } = found
  const progressBps = totalBytes === 0 ? 10_000 : Math.floor((position.byte * 10_000) / totalBytes)
  const at = shownMoment(atMs)
  return {
    importId: _id,
    kind,
    fileId,
    state,
    operator,
    at,
    progressBps,
    rows,
    done,
    known,
    refused,
    sums: { ...sums },
  }
}

type Undo = ContextOf<(typeof importContract)['ops.undo-import']>
type UndoRefused = 'no_such_import' | 'already_undone' | 'key_reused_with_other_input'

/** Turns an import round, whether or not it was at its end. */
async function turnRound(
  context: Undo,
  { importId, operator }: { importId: string; operator: string },
): Promise<FileImport | Refusal<UndoRefused>> {
  const { key, inputHash } = context.command
  return untilSettled<FileImport | Refusal<UndoRefused>>(context, async () => {
    const elsewhere = await context.store.find(imports, { index: 'byUndo', equals: { undoKey: key }, limit: 1 })
    const found = elsewhere.items[0] ?? (await context.store.get(imports, importId))
    if (!found) return { value: refuse('no_such_import') }
    if (found.undo && found.undoKey === key)
      return { value: found.undo.inputHash === inputHash ? found : refuse('key_reused_with_other_input') }
    // guard: import-undone-once
    if (found.undo) return { value: refuse('already_undone') }
    const set = {
      state: 'undoing',
      undoKey: key,
      undo: { inputHash, operator, atMs: context.nowMs, position: null, count: 0, sums: {} },
      version: found.version + 1,
      openSinceMs: context.nowMs,
    } as const
    const isTurned = await context.store.update(imports, { _id: found._id, version: found.version }, { set })
    return isTurned ? { value: { ...found, ...set } } : 'again'
  })
}

export const importHandlers: Handlers<typeof importContract> = {
  'ops.import': async (context, input) => {
    const { key, inputHash } = context.command
    const before = await context.store.get(imports, key.slice(0, ID_DIGITS))
    if (before && before.inputHash !== inputHash) return refuse('key_reused_with_other_input')
    if (before) return { importId: before._id, preview: null }
    const kind = kindOf(context, input.kind)
    if (!kind) return refuse('no_such_kind')
    const file = await openFile(context, input.fileId, kind.columns)
    if (file instanceof Refusal) return file
    if (input.dryRun) {
      const preview = await previewOf(context, kind, input.fileId, file)
      return { importId: null, preview: { ...preview, sums: { ...preview.sums }, ignored: [...file.ignored] } }
    }
    const there = await ensureDocument(context, imports, importOf(context, input, file))
    if (!there) throw new Error('an import could not be written')
    if (there.inputHash !== inputHash) return refuse('key_reused_with_other_input')
    await begin(context)
    return { importId: there._id, preview: null }
  },

  'ops.imports': async (context, { cursor, limit = DEFAULT_PAGE_SIZE }) => {
    if (cursor !== undefined && !decodeCursor(cursor)) return refuse('invalid_input', { path: 'input.cursor' })
    const page = await context.store.find(imports, {
      index: 'byTime',
      order: 'descending',
      limit,
      ...(cursor === undefined ? {} : { cursor }),
    })
    return { items: page.items.map(shown), next: page.next }
  },

  'ops.import-report': async (context, { importId, cursor }) => {
    if (cursor !== undefined && !decodeCursor(cursor)) return refuse('invalid_input', { path: 'input.cursor' })
    const found = await context.store.get(imports, importId)
    if (!found) return refuse('no_such_import')
    const page = await context.store.find(importRefusals, {
      index: 'byImport',
      equals: { import: importId },
      limit: DEFAULT_PAGE_SIZE,
      ...(cursor === undefined ? {} : { cursor }),
    })
    const { undo, why } = found
    return {
      ...shown(found),
      why,
      undo: undo && { operator: undo.operator, at: shownMoment(undo.atMs), count: undo.count, sums: { ...undo.sums } },
      refusals: page.items.map(({ line, text, problem }) => ({ line, text, problem })),
      next: page.next,
    }
  },

  'ops.undo-import': async (context, input) => {
    const found = await turnRound(context, input)
    if (found instanceof Refusal) return found
    if (found.state === 'undoing') await begin(context)
    return { importId: found._id }
  },
}
