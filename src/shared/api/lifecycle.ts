import Taro, { useDidShow, useLaunch } from '@tarojs/taro'
import { resumeCommands } from './client'
import { line } from './line'

function networkChanged(isConnected: boolean): void {
  line.networkChanged(isConnected)
  if (isConnected) resumeCommands()
}

function watchNetwork(): void {
  if (process.env.TARO_ENV === 'weapp') {
    Taro.onNetworkStatusChange(({ isConnected }) => networkChanged(isConnected))
    return
  }
  // Taro's listener on H5 rests on an API that Safari lacks.
  window.addEventListener('online', () => networkChanged(true))
  window.addEventListener('offline', () => networkChanged(false))
}

/** For the app alone: watches the network and finishes commands that an earlier start left unanswered. */
export function useUnfinishedCommands(): void {
  useLaunch(watchNetwork)
  useDidShow(resumeCommands)
}
