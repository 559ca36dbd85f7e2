import { useEffect, useState } from 'react'
import { phoneScale } from './fit.shared'
import { phoneSize } from './phone'

const fitting = () => phoneScale({ width: innerWidth, height: innerHeight }, phoneSize)

/** The scale of the phones, as the window changes. */
export function useScale(): number {
  const [scale, setScale] = useState(fitting)
  useEffect(() => {
    const refit = () => setScale(fitting())
    addEventListener('resize', refit)
    return () => removeEventListener('resize', refit)
  }, [])
  return scale
}
