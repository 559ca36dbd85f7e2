import { useState } from 'react'
import { timeText } from '@/shared/format/dates'

export interface Line {
  readonly number: number
  readonly time: string
  readonly text: string
}

const KEPT = 50

/** What happened on the stage, newest first. */
export function useJournal() {
  const [lines, setLines] = useState<readonly Line[]>([])
  const note = (text: string) =>
    setLines((before) => [
      { number: (before[0]?.number ?? 0) + 1, time: timeText(Date.now()), text },
      ...before.slice(0, KEPT - 1),
    ])
  return { lines, note }
}
