import { useQuery } from '@/shared/api'
import { unreadText } from './unread.shared'

/** How many messages are not read yet, in words; empty for none, for a visitor, and before the answer. */
export function useUnread(): string {
  const { data } = useQuery('inbox.list', { limit: 1 })
  return unreadText(data?.unread ?? 0)
}
