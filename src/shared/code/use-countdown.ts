import { useDidShow } from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import { leftOf, lifeOf } from './countdown'

/**
 * Counts down to the moment that the server named, which stands still: a phone that slept knows at once how late it
 * is. `onEnd` is called once for each `code`.
 */
export function useCountdown(code: string, expiresAtMs: number, onEnd: () => void) {
  const counted = useRef({ code: '', life: { fromMs: 0, untilMs: 0 }, hasEnded: false })
  if (counted.current.code !== code)
    counted.current = { code, life: lifeOf({ expiresAtMs, receivedAtMs: Date.now() }), hasEnded: false }
  const [, setSeconds] = useState(0)
  const left = leftOf(counted.current.life, Date.now())

  const look = () => {
    const { life, hasEnded } = counted.current
    const { seconds } = leftOf(life, Date.now())
    setSeconds(seconds)
    if (seconds > 0 || hasEnded) return
    counted.current.hasEnded = true
    onEnd()
  }
  const latest = useRef(look)
  latest.current = look
  useEffect(() => {
    const timer = setInterval(() => latest.current(), 1000)
    return () => clearInterval(timer)
  }, [])
  useDidShow(() => latest.current())
  return left
}
