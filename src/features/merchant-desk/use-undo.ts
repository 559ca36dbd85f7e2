import { merchant } from '@/shared/api'
import { say } from '@/shared/ui/say'
import { undoWords } from './messages'

/** Takes an order back, whole. Answers whether it is gone; why not was said. */
export function useUndo(storeId: string) {
  const { isPending, perform } = merchant.useCommand('orders.undo')
  async function undo(orderNo: string): Promise<boolean> {
    const reply = await perform({ storeId, orderNo })
    say(reply.ok ? '已撤销' : undoWords[reply.code])
    return reply.ok
  }
  return { undo, isUndoing: isPending }
}
