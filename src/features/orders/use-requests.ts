import { useEffect } from 'react'
import { useCommand, useQuery } from '@/shared/api'
import { say } from '@/shared/ui/say'
import { confirmWords } from './messages'

/** While a clerk may be waiting for an answer, the page looks again this often. */
const LOOK_AGAIN_MS = 15_000

/** Look-ups by phone at a counter that wait for me to say that it is me. */
export function useRequests() {
  const { data, reload } = useQuery('orders.requests', {})
  const { isPending, perform } = useCommand('orders.confirm-member')
  const request = data?.items[0] ?? null

  useEffect(() => {
    if (!request) return
    const timer = setInterval(reload, LOOK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [request?.requestId])

  async function confirm(requestId: string): Promise<void> {
    const reply = await perform({ requestId })
    const title = reply.ok ? `已告诉${reply.data.storeName}的店员` : confirmWords[reply.code]
    say(title)
  }

  return { request, isConfirming: isPending, confirm }
}

export type Requests = ReturnType<typeof useRequests>
