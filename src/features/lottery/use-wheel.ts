import { useEffect, useRef, useState } from 'react'
import { useCommand, useQuery } from '@/shared/api'
import { say } from '@/shared/ui/say'
import { drawWords } from './messages'
import { notePromises } from './seen-promises'
import { type Drawn, nextAngle, restingAngle } from './wheel.shared'

/** Whole turns before it stops. */
const TURNS = 3
/** A little longer than it turns: some platforms do not say when it has ended. */
const TURNS_MS = 1_500

interface Turn {
  readonly angle: number
  readonly isTurning: boolean
  /** What it stops at; shown once it has. */
  readonly drawn: Drawn | null
  readonly isShown: boolean
}

/** The wheel, and the one command on it. The result is the cloud's: turning only shows it, and may be skipped. */
export function useWheel(campaignId: string) {
  const { data: wheel, code, reload } = useQuery('lottery.wheel', { campaignId })
  const drawing = useCommand('lottery.draw')
  const [turn, setTurn] = useState<Turn>({ angle: 0, isTurning: false, drawn: null, isShown: false })
  const ending = useRef<ReturnType<typeof setTimeout>>()

  useEffect(() => {
    if (wheel) notePromises(wheel)
  }, [wheel])
  useEffect(() => () => clearTimeout(ending.current), [])

  function stop(): void {
    clearTimeout(ending.current)
    setTurn((now) => (now.isTurning ? { ...now, isTurning: false, isShown: true } : now))
  }

  async function draw(isForPoints: boolean): Promise<void> {
    const reply = await drawing.perform(isForPoints ? { campaignId, forPoints: true } : { campaignId })
    if (!reply.ok) return say(drawWords[reply.code])
    const { prize } = reply.data
    const fell = prize.insteadOf?.prizeId ?? prize.prizeId
    setTurn(({ angle }) => ({
      angle: nextAngle(angle, restingAngle(wheel?.prizes ?? [], fell), TURNS),
      isTurning: true,
      drawn: reply.data,
      isShown: false,
    }))
    ending.current = setTimeout(stop, TURNS_MS)
  }

  return {
    wheel,
    code: wheel ? null : code,
    reload,
    draw,
    isDrawing: drawing.isPending,
    turn,
    stop,
    close: () => setTurn((now) => ({ ...now, isShown: false })),
  }
}
