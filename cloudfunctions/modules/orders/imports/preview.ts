import type { Work } from '../../../platform/context'
import { type CsvRow, csvRows } from '../../../platform/csv-rows'
import { type ImportKind, type ImportSums, isProblem } from '../../../platform/importing'
import { fieldsOf, type OpenedFile, partsOf, plus } from './heading'

const SHOWN_REFUSALS = 20
/** Looking up is a call for each row: the first ones show whether the file is of this programme at all. */
const MOST_LOOK_UPS = 500
const LOOK_UPS_AT_ONCE = 50
/** The rest of the file is left out rather than the answer. */
const STOP_BELOW_MS = 8_000

interface Preview {
  rows: number
  good: number
  sums: ImportSums
  refused: number
  refusals: { line: number; text: string; problem: string }[]
  lookedUp: number
  isWhole: boolean
}

/** What importing a file would do, as far as looking tells. Of the file no more is held than a part. */
export async function previewOf(
  work: Work,
  kind: ImportKind,
  fileId: string,
  { columns, first }: Pick<OpenedFile, 'columns' | 'first'>,
): Promise<Preview> {
  const preview: Preview = { rows: 0, good: 0, sums: {}, refused: 0, refusals: [], lookedUp: 0, isWhole: true }
  const refused = ({ line, text }: Pick<CsvRow, 'line' | 'text'>, problem: string) => {
    preview.refused += 1
    if (preview.refusals.length < SHOWN_REFUSALS)
      preview.refusals.push({ line, text: kind.isSecret ? '' : text, problem })
  }
  const good = (row: unknown) => {
    preview.good += 1
    preview.sums = plus(preview.sums, kind.sumsOf(row))
  }
  let waiting: { place: Pick<CsvRow, 'line' | 'text'>; row: unknown }[] = []
  const lookUpWaiting = async () => {
    const outcomes = await Promise.all(waiting.map(async ({ row }) => kind.lookUp(work, row)))
    for (const [at, { place, row }] of waiting.entries()) {
      const outcome = outcomes[at]
      if (outcome) refused(place, outcome.problem)
      else good(row)
    }
    preview.lookedUp += waiting.length
    waiting = []
  }
  const read = await kind.reader(work)
  for await (const { line, text, cells, problem } of csvRows(partsOf(work, fileId), first)) {
    if (work.timeLeftMs() < STOP_BELOW_MS) {
      preview.isWhole = false
      break
    }
    preview.rows += 1
    const row = cells ? read(fieldsOf(columns, cells)) : { problem }
    if (isProblem(row)) refused({ line, text }, row.problem)
    else if (preview.lookedUp + waiting.length < MOST_LOOK_UPS) waiting.push({ place: { line, text }, row })
    else good(row)
    if (waiting.length === LOOK_UPS_AT_ONCE) await lookUpWaiting()
  }
  await lookUpWaiting()
  preview.refusals.sort((one, other) => one.line - other.line)
  return preview
}
