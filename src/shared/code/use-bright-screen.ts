import Taro, { useDidHide, useDidShow } from '@tarojs/taro'
import { useEffect, useRef } from 'react'

const set = (value: number, keepScreenOn: boolean) =>
  Promise.all([Taro.setScreenBrightness({ value }), Taro.setKeepScreenOn({ keepScreenOn })])

/** A phone that does not allow it still shows the code. */
const ignore = () => {}

/** A scanner reads a bright screen: as bright as it gets and awake while the page is shown, then as it was. */
export function useBrightScreen(): void {
  const usual = useRef<Promise<number> | null>(null)

  const brighten = () => {
    if (process.env.TARO_ENV !== 'weapp') return
    usual.current ??= Taro.getScreenBrightness().then(({ value }) => value)
    void usual.current.then(() => set(1, true)).catch(ignore)
  }
  const restore = () => {
    void usual.current?.then((value) => set(value, false)).catch(ignore)
    usual.current = null
  }
  useEffect(() => {
    brighten()
    return restore
  }, [])
  useDidShow(brighten)
  useDidHide(restore)
}
