import { merchant } from '@/shared/api'
import { say } from '@/shared/ui/say'
import type { Act, Waiting } from './fulfilment.shared'
import { advanceWords } from './messages'

/** Takes an order a step further; whether it went, and in words what came of it. */
export function useAdvance(storeId: string, { orderId }: Pick<Waiting, 'orderId'>) {
  const { isPending, perform } = merchant.useCommand('rewards.advance')
  async function advance({ to, asks, done }: Act, said: string): Promise<boolean> {
    const words = said.trim()
    const reply = await perform({
      storeId,
      orderId,
      to,
      ...(asks === 'tracking' && words && { tracking: words }),
      ...(asks === 'reason' && words && { reason: words }),
    })
    say(reply.ok ? done : advanceWords[reply.code])
    return reply.ok
  }
  return { advance, isAdvancing: isPending }
}
