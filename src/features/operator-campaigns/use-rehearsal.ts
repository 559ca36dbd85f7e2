import { useEffect, useState } from 'react'
import { operator } from '@/shared/api'
import { addDays, dateOf } from '@/shared/format/dates'
import { say } from '@/shared/ui/say'
import { rehearseWords } from './messages'

const LOOK_AGAIN_MS = 3_000

/** A campaign's newest rehearsal, looked at again while it is under way, and the way to a next one. */
export function useRehearsal(campaignId: string) {
  const { data, code, reload } = operator.useQuery('ops.rehearsal', { campaignId })
  const { isPending, perform } = operator.useCommand('ops.rehearse')
  const [isAsked, setAsked] = useState(false)
  const isRunning = data !== null && (data.state === 'collecting' || data.state === 'replaying')

  useEffect(() => {
    if (!isRunning && !isAsked) return
    const timer = setInterval(() => void reload(), LOOK_AGAIN_MS)
    return () => clearInterval(timer)
  })

  /** Replays the days up to yesterday: those of which all has happened. */
  async function rehearse(days: number): Promise<void> {
    const to = addDays(dateOf(Date.now()), -1)
    setAsked(true)
    const reply = await perform({ campaignId, from: addDays(to, 1 - days), to })
    setAsked(false)
    if (!reply.ok) say(rehearseWords[reply.code])
    await reload()
  }

  return { data, code, reload, isRunning, isPending, rehearse }
}
