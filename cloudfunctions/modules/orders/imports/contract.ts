import * as z from 'zod/mini'
import { command, query } from '../../../platform/contract'
import { id, pageInput, pageOf, text } from '../../../platform/fields'

const operator = text(32)
const fileId = z.string().check(z.regex(/^cloud:\/\/[\w./-]{1,240}$/, '要以 cloud:// 开头'))
/** Whole numbers that add up over the rows, by name: `amountFen`. */
const sums = z.record(z.string(), z.int())
const refusal = z.strictObject({
  /** As an editor counts them, the heading being line 1. */
  line: z.int(),
  /** The row as it stands in the file, the beginning of a long one. */
  text: z.string(),
  /** Why it was not imported, in Chinese. */
  problem: z.string(),
})
const summary = {
  importId: z.string(),
  kind: z.string(),
  fileId: z.string(),
  state: z.enum(['running', 'done', 'stopped', 'undoing', 'undone']),
  operator: z.string(),
  at: z.string(),
  /** How far it is in the file, in basis points. */
  progressBps: z.int(),
  /** Rows that were looked at: each is done, known before or refused. */
  rows: z.int(),
  done: z.int(),
  known: z.int(),
  refused: z.int(),
  /** Of the rows that are done. */
  sums,
}

export const importContract = {
  'ops.import': command({
    audiences: ['ops'],
    summary:
      'Imports a file: one row is one thing that happened, done once however often it is imported. `dryRun` only looks. `ops.import-report` shows how far it is.',
    input: z.strictObject({ fileId, kind: id, operator, dryRun: z.optional(z.boolean()) }),
    output: z.strictObject({
      /** Null for a dry run. */
      importId: z.nullable(z.string()),
      /** Null for a run. */
      preview: z.nullable(
        z.strictObject({
          rows: z.int(),
          /** Rows that can be read, with what they add up to. */
          good: z.int(),
          sums,
          refused: z.int(),
          /** The first of them. */
          refusals: z.array(refusal),
          /** Of how many of the good rows it was looked up whether they can be carried out; the first ones. */
          lookedUp: z.int(),
          /** False when time was up before the end of the file. */
          isWhole: z.boolean(),
          /** Headings that mean nothing here. */
          ignored: z.array(z.string()),
        }),
      ),
    }),
    refusals: ['no_such_kind', 'no_such_file', 'not_utf8', 'wrong_columns'],
    help: {
      text: '导入文件（kind 是 orders：历史消费）；先带 dryRun 预览，不会记账',
      input: { fileId: 'cloud://环境/orders.csv', kind: 'orders', operator: '小王', dryRun: true },
    },
  }),
  'ops.imports': query({
    audiences: ['ops'],
    summary: 'All imports, the newest first.',
    input: z.strictObject(pageInput),
    output: pageOf(z.strictObject(summary)),
    help: { text: '列出导入过的文件', input: {} },
  }),
  'ops.import-report': query({
    audiences: ['ops'],
    summary: 'How far an import is, its sums, and every row that was refused with the reason.',
    input: z.strictObject({ importId: id, cursor: pageInput.cursor }),
    output: z.strictObject({
      ...summary,
      /** Why it stopped, in Chinese; empty when it did not. */
      why: z.string(),
      undo: z.nullable(z.strictObject({ operator: z.string(), at: z.string(), count: z.int(), sums })),
      refusals: z.array(refusal),
      next: z.nullable(z.string()),
    }),
    refusals: ['no_such_import'],
    help: { text: '查看一次导入的进度，和没有导入的每一行及原因', input: { importId: '导入编号' } },
  }),
  'ops.undo-import': command({
    audiences: ['ops'],
    summary: 'Takes back what an import was the first to record, also of one that is still running.',
    input: z.strictObject({ importId: id, operator }),
    output: z.strictObject({ importId: z.string() }),
    refusals: ['no_such_import', 'already_undone'],
    help: {
      text: '撤销一次导入：只撤销由它第一次记下的，收回积分和成长值',
      input: { importId: '导入编号', operator: '店长' },
    },
  }),
}
