import type { Work } from '../../platform/context'
import { ensureDocument } from '../../platform/guarded-store'
import type { Message } from '../../platform/messages'
import { notices } from './store'

/** Puts a message into the member's inbox, which is the record that they were told. */
export async function putIntoInbox(work: Work, { id, ...message }: Message): Promise<void> {
  await ensureDocument(work, notices, { _id: id, schema: 1, ...message, atMs: work.nowMs })
}
