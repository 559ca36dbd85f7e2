import * as z from 'zod/mini'
import { command } from '../../../platform/contract'
import { id, momentMs, operator } from '../../../platform/fields'

const version = z.int().check(z.minimum(1))

export const publishingContract = {
  'ops.publish': command({
    audiences: ['ops'],
    summary:
      'Checks a draft, tells what it changes of what is in force, and makes it the next version; with `dryRun` it only tells.',
    input: z.strictObject({
      kind: id,
      id,
      operator: z.optional(operator),
      dryRun: z.optional(z.boolean()),
      /** Where the preview goes on. */
      cursor: z.optional(z.string().check(z.maxLength(128))),
    }),
    output: z.strictObject({
      kind: z.string(),
      id: z.string(),
      state: z.enum(['published', 'unchanged', 'dry_run']),
      /** The version that the draft is, or would be. */
      version,
      /** Null for a dry run. */
      inForceFromMs: z.nullable(momentMs),
      /** What became of it and when it counts, in Chinese. */
      text: z.string(),
      changes: z.array(
        z.strictObject({
          path: z.string(),
          /** Null where there was, or will be, nothing. */
          before: z.unknown(),
          after: z.unknown(),
        }),
      ),
      /** Whom it would move, slice by slice; null where the kind cannot say, and when it was not a dry run. */
      preview: z.nullable(z.record(z.string(), z.unknown())),
      next: z.nullable(z.string()),
    }),
    refusals: ['no_such_kind', 'no_such_draft', 'invalid_document', 'published_by_another'],
    help: {
      text: '检查草稿并发布：答复里是改了哪些；dryRun 只看不发布。kind 有 settings（id 是 programme）、stores 等',
      input: { kind: 'settings', id: 'programme', operator: '王芳', dryRun: true },
    },
  }),
  'ops.retire': command({
    audiences: ['ops'],
    summary: 'Takes what was published out of force; publishing its draft again brings it back.',
    input: z.strictObject({ kind: id, id, operator: z.optional(operator) }),
    output: z.strictObject({ kind: z.string(), id: z.string(), version, inForceFromMs: momentMs, text: z.string() }),
    refusals: ['no_such_kind', 'not_retirable', 'not_in_force', 'invalid_document', 'published_by_another'],
    help: { text: '停用已发布的，10 秒后生效', input: { kind: 'stores', id: 'store-1', operator: '王芳' } },
  }),
}
