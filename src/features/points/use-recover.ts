import { useCommand } from '@/shared/api'
import { pointsText } from '@/shared/format/points'
import { usePointsName } from '@/shared/theme/programme'
import { say } from '@/shared/ui/say'
import { recoverWords } from './messages'

/** Has expired points back, in their grace. */
export function useRecover() {
  const name = usePointsName()
  const { isPending, perform } = useCommand('points.recover')
  async function recover(expiredOn: string): Promise<void> {
    const reply = await perform({ expiredOn })
    say(reply.ok ? `找回了 ${pointsText(reply.data.points)} ${name}` : recoverWords[reply.code])
  }
  return { isPending, recover }
}
