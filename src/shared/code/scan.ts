import Taro from '@tarojs/taro'
import { useEffect, useRef } from 'react'

/**
 * What the camera read. null when nothing was read: the scan was left, the camera was not allowed, or this is a browser
 * and has none. Typing the code is the way then.
 */
export async function scanCode(): Promise<string | null> {
  if (process.env.TARO_ENV !== 'weapp') return null
  try {
    return (await Taro.scanCode({ scanType: ['qrCode', 'barCode'] })).result
  } catch {
    return null
  }
}

/** What the stage hands to a phone that it shows: `postMessage({ type: 'fudian:scan', code })` from the same address. */
function handedCode({ origin, data }: MessageEvent<unknown>): string | null {
  if (origin !== location.origin || typeof data !== 'object' || data === null) return null
  const { type, code } = data as { type?: unknown; code?: unknown }
  return type === 'fudian:scan' && typeof code === 'string' ? code : null
}

/** For a page that scans: in a browser, a code that another phone on the stage shows arrives without a camera. */
export function useHandedCodes(onCode: (code: string) => void): void {
  const latest = useRef(onCode)
  latest.current = onCode
  useEffect(() => {
    if (process.env.TARO_ENV === 'weapp') return
    const listen = (message: MessageEvent<unknown>) => {
      const code = handedCode(message)
      if (code !== null) latest.current(code)
    }
    window.addEventListener('message', listen)
    return () => window.removeEventListener('message', listen)
  }, [])
}
