import { useDidShow } from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import { type Life, leftOf } from './countdown'

interface Counted {
  readonly answer: object
  readonly life: Life
  hasEnded: boolean
}

/**
 * Counts down what an answer of the cloud gives, from the moment at which it came. The end stands still: a phone that
 * slept knows at once how late it is. `onEnd` is called once for each answer, which is another when it is another
 * object; the same thing answered again is not at its end, whatever the phone's clock says.
 */
export function useCountdown(answer: object, lifeFrom: (receivedAtMs: number) => Life, onEnd: () => void) {
  const counted = useRef<Counted | null>(null)
  if (counted.current?.answer !== answer) counted.current = { answer, life: lifeFrom(Date.now()), hasEnded: false }
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
