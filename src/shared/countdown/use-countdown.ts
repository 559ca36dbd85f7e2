import { useDidShow } from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import { everySecond, type Life, leftOf } from './countdown'

interface Counted {
  readonly answer: object
  readonly receivedAtMs: number
  readonly life: Life | null
  hasEnded: boolean
}

/** How soon the end is looked for of what was over when it came: not at once, or a question would follow each answer. */
const OVER_ALREADY_MS = 1_000

/**
 * Counts down what an answer of the cloud gives, from the moment at which it came. The end stands still: a phone that
 * slept knows at once how late it is. `onEnd` is called once for each answer, which is another when it is another
 * object; the same thing answered again is not at its end, whatever the phone's clock says.
 *
 * @param nextTick how long until what is said changes, when so many milliseconds are left
 */
export function useCountdown(
  answer: object | null,
  lifeFrom: (receivedAtMs: number) => Life | null,
  onEnd: () => void,
  nextTick: (leftMs: number) => number = everySecond,
) {
  const counted = useRef<Counted | null>(null)
  if (answer && counted.current?.answer !== answer) {
    const receivedAtMs = Date.now()
    counted.current = { answer, receivedAtMs, life: lifeFrom(receivedAtMs), hasEnded: false }
  }
  const now = answer && counted.current
  const [, setLooks] = useState(0)

  const look = () => {
    setLooks((looks) => looks + 1)
    if (!now?.life || now.hasEnded || leftOf(now.life, Date.now()).leftMs > 0) return
    now.hasEnded = true
    onEnd()
  }
  const latest = useRef(look)
  latest.current = look
  const left = now?.life ? leftOf(now.life, Date.now()) : null
  useEffect(() => {
    if (!left || now?.hasEnded) return
    const nextMs = left.leftMs > 0 ? Math.min(nextTick(left.leftMs), left.leftMs) : OVER_ALREADY_MS
    const timer = setTimeout(() => latest.current(), nextMs)
    return () => clearTimeout(timer)
  })
  useDidShow(() => latest.current())
  return { seconds: left?.seconds ?? 0, share: left?.share ?? 0, sinceMs: now ? Date.now() - now.receivedAtMs : 0 }
}
