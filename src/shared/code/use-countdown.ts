import { useDidShow } from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import { type Life, leftOf, lifeOf } from './countdown'

/** A code as the shop's cloud answered it. */
export interface LivingCode {
  readonly code: string
  readonly expiresAtMs: number
}

interface Counted {
  readonly answer: LivingCode
  readonly life: Life
  hasEnded: boolean
}

const begin = (answer: LivingCode): Counted => ({
  answer,
  life: lifeOf({ expiresAtMs: answer.expiresAtMs, receivedAtMs: Date.now() }),
  hasEnded: false,
})

/**
 * Counts down to the moment that the server named, which stands still: a phone that slept knows at once how late it
 * is. `onEnd` is called once for each answer; the same code answered again is not at its end, whatever the phone's
 * clock says.
 */
export function useCountdown(answer: LivingCode, onEnd: () => void) {
  const counted = useRef<Counted | null>(null)
  if (counted.current?.answer !== answer) counted.current = begin(answer)
  const now = counted.current
  const [, setSeconds] = useState(0)

  const look = () => {
    const { seconds } = leftOf(now.life, Date.now())
    setSeconds(seconds)
    if (seconds > 0 || now.hasEnded) return
    now.hasEnded = true
    onEnd()
  }
  const latest = useRef(look)
  latest.current = look
  useEffect(() => {
    const timer = setInterval(() => latest.current(), 1000)
    return () => clearInterval(timer)
  }, [])
  useDidShow(() => latest.current())
  return leftOf(now.life, Date.now())
}
