import { useEffect, useState } from 'react'

/** A customer does not notice less. What takes longer is shown as not confirmed. */
const LATE_AFTER_MS = 2_000

export const isLate = (sinceMs: number, nowMs: number): boolean => nowMs - sinceMs >= LATE_AFTER_MS

/** Whether what began at a moment is late by now; nothing that never began is. */
export function useIsLate(sinceMs: number | null): boolean {
  const [, setLookedAtMs] = useState(0)
  useEffect(() => {
    if (sinceMs === null) return
    const timer = setTimeout(() => setLookedAtMs(Date.now()), sinceMs + LATE_AFTER_MS - Date.now())
    return () => clearTimeout(timer)
  }, [sinceMs])
  return sinceMs !== null && isLate(sinceMs, Date.now())
}
