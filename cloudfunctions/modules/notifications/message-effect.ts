import * as z from 'zod/mini'
import { text } from '../../platform/fields'
import { defineEffect } from '../rules'

/** A message into the inbox, once for each time the rule gives. */
export const messageEffect = defineEffect({
  code: 'inbox_message',
  args: z.strictObject({ title: text(20), text: text(200) }),
  promise: ({ title }) => `发站内消息“${title}”`,
  text: (_facts, { title }) => `发站内消息“${title}”`,
  intents: (_facts, { title, text }) => [{ kind: 'gift', gift: 'inbox_message', args: { title, text }, costFen: 0 }],
})
