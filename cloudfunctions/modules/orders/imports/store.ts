import type { Command } from '../../../platform/context'
import type { CsvPosition } from '../../../platform/csv-rows'
import type { ImportSums } from '../../../platform/importing'
import type { Intent } from '../../../platform/operation'
import { type Document, defineCollection } from '../../../platform/store'

/** A file that is imported: the durable intent to do what each of its rows says, and how far it has got. */
export interface FileImport extends Intent {
  readonly schema: 1
  readonly kind: string
  readonly fileId: string
  readonly operator: string
  readonly inputHash: Command['inputHash']
  readonly atMs: number
  /** In which column each field stands, from 0. */
  readonly columns: Readonly<Record<string, number>>
  /** A file of another size is another file. */
  readonly totalBytes: number
  readonly state: 'running' | 'done' | 'stopped' | 'undoing' | 'undone'
  readonly why: string
  /** The row that comes next. */
  readonly position: CsvPosition
  readonly rows: number
  readonly done: number
  readonly known: number
  readonly refused: number
  readonly sums: ImportSums
  /** The key of the command that undoes it; null while none does. */
  readonly undoKey: string | null
  readonly undo: {
    readonly inputHash: Command['inputHash']
    readonly operator: string
    readonly atMs: number
    readonly position: string | null
    readonly count: number
    readonly sums: ImportSums
  } | null
  readonly version: number
}

export const imports = defineCollection<FileImport>({
  name: 'imports',
  indexes: [
    { name: 'byOpen', fields: ['openSinceMs'] },
    { name: 'byTime', fields: ['atMs'] },
    { name: 'byUndo', fields: ['undoKey'] },
  ],
})

/** A row that an import did not do. It stands: the row is not tried again by the same import. */
export interface ImportRefusal extends Document {
  readonly schema: 1
  readonly import: string
  readonly line: number
  readonly text: string
  readonly problem: string
}

export const importRefusals = defineCollection<ImportRefusal>({
  name: 'import_refusals',
  indexes: [{ name: 'byImport', fields: ['import', 'line'] }],
})

export function refusalIdOf(importId: string, line: number): string {
  return `${importId}|${String(line).padStart(8, '0')}`
}
