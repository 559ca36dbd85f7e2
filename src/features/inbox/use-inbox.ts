import { useEffect, useRef } from 'react'
import { client, usePages } from '@/shared/api'

/** The messages, and that they were read: seeing the page is reading it. */
export function useInbox() {
  // What was unread when it was first shown keeps its mark while the page is open, though the shop knows it as read.
  const fresh = useRef(new Set<string>())
  const markedUntilMs = useRef(0)
  const { loaded, ...pages } = usePages(async (page) => {
    const reply = await client.query('inbox.list', page)
    if (reply.ok) for (const { id, isRead } of reply.data.items) if (!isRead) fresh.current.add(id)
    return reply
  })

  const newest = loaded?.items[0]
  useEffect(() => {
    // Once for each newest message: a refused mark would otherwise be sent again with every refresh that it causes.
    if (!newest || newest.isRead || newest.atMs <= markedUntilMs.current) return
    markedUntilMs.current = newest.atMs
    void client.perform('inbox.mark-read', { untilMs: newest.atMs })
  }, [newest])

  return {
    messages: loaded?.items.map((message) => ({ ...message, isNew: fresh.current.has(message.id) })),
    hasMore: loaded?.next != null,
    ...pages,
  }
}

export type Message = NonNullable<ReturnType<typeof useInbox>['messages']>[number]
