import type { Work } from './context'
import { ExtensionPoint } from './extension-point'

/** Something that keeps a row from being imported, in Chinese, for the operator who has the file before them. */
export interface RowProblem {
  readonly problem: string
}

export function isProblem(outcome: unknown): outcome is RowProblem {
  return typeof outcome === 'object' && outcome !== null && 'problem' in outcome
}

export interface ImportColumn {
  readonly field: string
  /** What its heading may be, the Chinese one first. */
  readonly headings: readonly string[]
  readonly isOptional?: true
}

/** Whole numbers that add up, by name: money in fen, points. */
export type ImportSums = Readonly<Record<string, number>>

/** What a slice of taking back has come to. */
export interface TakenBackSlice {
  readonly count: number
  readonly sums: ImportSums
  /** Where to go on; null when all is taken back. */
  readonly next: string | null
}

/** A kind of file that operators import: one row is one thing that happened, done once however often it is imported. */
export interface ImportKind<Row = unknown> {
  /** As in `ops.import {kind}`. */
  readonly kind: string
  /** What a row is, in Chinese. */
  readonly title: string
  readonly columns: readonly ImportColumn[]
  /** Its rows are for nobody's eyes: of one that is refused the line is told, and what it says is written nowhere. */
  readonly isSecret?: true
  /** Makes a row out of its cells, by field; an absent one is empty. Looks at nothing but what is published. */
  reader(work: Work): Promise<RowReader<Row>>
  sumsOf(row: Row): ImportSums
  /** Rows with one name are carried out one after the other, in their order; others side by side. */
  groupOf(row: Row): string
  /** Whether a row could be carried out as far as one look tells; asked for the first rows of a preview. */
  lookUp(work: Work, row: Row): Promise<RowProblem | null>
  /** Does what a row says, once. `known` when it was done before, by whomever else; again it answers the same. */
  carryOut(work: Work, row: Row, origin: RowOrigin): Promise<'done' | 'known' | RowProblem>
  /** Takes back some of what an import did; again it answers the same. */
  takeBack(work: Work, importId: string, position: string | null): Promise<TakenBackSlice>
}

export type RowReader<Row = unknown> = (cells: Readonly<Record<string, string>>) => Row | RowProblem

/** Where a row comes from. */
export interface RowOrigin {
  readonly importId: string
  /** When the operator asked for the import. */
  readonly askedAtMs: number
  readonly line: number
}

/** The kinds of all modules. */
export const importKinds = new ExtensionPoint<ImportKind>('import kinds')
