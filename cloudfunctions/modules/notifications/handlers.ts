import { refuse } from '../../kernel/refusal'
import { DEFAULT_PAGE_SIZE } from '../../platform/fields'
import { ensureDocument, untilSettled } from '../../platform/guarded-store'
import type { Handlers } from '../../platform/module'
import { decodeCursor } from '../../platform/store'
import { accountOf } from '../ledger'
import type { contract } from './contract'
import { notices, readMarks } from './store'

/** More than this is shown as this many: a badge has room for no more. */
const MOST_UNREAD = 20

export const handlers: Handlers<typeof contract> = {
  'inbox.list': async (context, { cursor, limit = DEFAULT_PAGE_SIZE }) => {
    if (cursor !== undefined && !decodeCursor(cursor)) return refuse('invalid_input', { path: 'input.cursor' })
    const { memberId: member } = context.caller
    if (!(await accountOf(context, member))) return refuse('not_a_member')
    const mark = await context.store.get(readMarks, member)
    const readUntilMs = mark?.readUntilMs ?? 0
    const newestFirst = { index: 'byMember', equals: { member }, order: 'descending' } as const
    const [page, fresh] = await Promise.all([
      context.store.find(notices, { ...newestFirst, limit, ...(cursor === undefined ? {} : { cursor }) }),
      context.store.find(notices, { ...newestFirst, range: { from: readUntilMs + 1 }, limit: MOST_UNREAD }),
    ])
    return {
      items: page.items.map(({ _id, title, text, atMs, link }) => ({
        id: _id,
        title,
        text,
        atMs,
        isRead: atMs <= readUntilMs,
        link,
      })),
      next: page.next,
      unread: fresh.items.length,
    }
  },

  'inbox.mark-read': async (context, { untilMs }) => {
    const { memberId } = context.caller
    if (!(await accountOf(context, memberId))) return refuse('not_a_member')
    // The mark only moves forward, and the reply is the input's: repeated, late or out of order, it answers the same.
    return untilSettled(context, async () => {
      const mark = await ensureDocument(context, readMarks, { _id: memberId, schema: 1, readUntilMs: untilMs })
      // guard: mark-forward
      if (!mark || mark.readUntilMs >= untilMs) return { value: { readUntilMs: untilMs } }
      const where = { _id: memberId, readUntilMs: mark.readUntilMs }
      const isMoved = await context.store.update(readMarks, where, { set: { readUntilMs: untilMs } })
      return isMoved ? { value: { readUntilMs: untilMs } } : 'again'
    })
  },
}
