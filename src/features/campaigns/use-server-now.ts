import { useDidShow } from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import { tickOf } from './campaign.shared'

/**
 * The server's clock, as far as its answer tells: a phone's own may be days off. It ticks as often as what is said by it
 * changes, and `onReached` is called once when the moment has come.
 */
export function useServerNow(answer: { readonly nowMs: number } | null, untilMs: number | null, onReached: () => void) {
  const received = useRef<{ answer: typeof answer; aheadMs: number } | null>(null)
  if (answer && received.current?.answer !== answer) received.current = { answer, aheadMs: answer.nowMs - Date.now() }
  const nowMs = Date.now() + (received.current?.aheadMs ?? 0)
  const [, setTicks] = useState(0)
  const tick = () => setTicks((ticks) => ticks + 1)

  const reached = useRef(onReached)
  reached.current = onReached
  const leftMs = untilMs === null ? null : untilMs - nowMs
  const isRunning = leftMs !== null && leftMs > 0
  const everyMs = isRunning ? Math.min(tickOf(leftMs), leftMs) : 0
  useEffect(() => {
    if (!isRunning) return
    const timer = setTimeout(() => {
      tick()
      if (untilMs !== null && Date.now() + (received.current?.aheadMs ?? 0) >= untilMs) reached.current()
    }, everyMs)
    return () => clearTimeout(timer)
  })
  useDidShow(tick)
  return nowMs
}
