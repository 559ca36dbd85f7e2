import { useState } from 'react'
import { client } from '@/shared/api'
import { say } from '@/shared/ui/say'
import { revealWords } from './messages'

/** Codes shown since the app was started, in memory alone: whoever looks at another page meanwhile finds theirs again. */
const shown = new Map<string, string>()

/** The code of an order, which the cloud shows once. */
export function useReveal(orderId: string) {
  const { isPending, perform } = client.useCommand('rewards.reveal')
  const isUnanswered = client.usePending('rewards.reveal').some(({ input }) => input.orderId === orderId)
  const [code, setCode] = useState(shown.get(orderId) ?? null)

  async function reveal(): Promise<void> {
    const reply = await perform({ orderId })
    if (!reply.ok) return say(revealWords[reply.code])
    shown.set(orderId, reply.data.code)
    setCode(reply.data.code)
  }

  return { code, isPending, isUnanswered: isUnanswered && !isPending, reveal }
}
