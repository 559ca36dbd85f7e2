/** The shop counts no further: from here on it is "or more". */
const COUNTED_UP_TO = 20

/** How many messages wait, as a person says it; nothing when there are none. */
export function unreadText(unread: number): string {
  if (unread === 0) return ''
  return unread < COUNTED_UP_TO ? `${unread} 条未读` : `${COUNTED_UP_TO} 条以上未读`
}
