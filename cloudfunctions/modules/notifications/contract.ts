import * as z from 'zod/mini'
import { command, query } from '../../platform/contract'
import { momentMs, pageInput } from '../../platform/fields'

export const contract = {
  'inbox.list': query({
    audiences: ['member'],
    summary: "The caller's messages, newest first: every notice that was given is here, whatever else became of it.",
    input: z.strictObject(pageInput),
    output: z.strictObject({
      items: z.array(
        z.strictObject({
          id: z.string(),
          title: z.string(),
          text: z.string(),
          atMs: momentMs,
          isRead: z.boolean(),
          /** A page of the mini program that the message is about. */
          link: z.optional(z.string()),
        }),
      ),
      next: z.nullable(z.string()),
      /** How many are not read yet; counted up to 20. */
      unread: z.int(),
    }),
  }),
  'inbox.mark-read': command({
    audiences: ['member'],
    summary: 'Marks every message up to a moment as read.',
    input: z.strictObject({ untilMs: momentMs }),
    output: z.strictObject({ readUntilMs: momentMs }),
  }),
}
