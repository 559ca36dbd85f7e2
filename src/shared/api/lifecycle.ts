import Taro, { useDidShow, useLaunch } from '@tarojs/taro'
import { client } from './client'

function watchNetwork(): void {
  if (process.env.TARO_ENV === 'weapp') {
    Taro.onNetworkStatusChange(({ isConnected }) => client.networkChanged(isConnected))
    return
  }
  // Taro's listener on H5 rests on an API that Safari lacks.
  window.addEventListener('online', () => client.networkChanged(true))
  window.addEventListener('offline', () => client.networkChanged(false))
}

/** For the app alone: watches the network and finishes commands that an earlier start left unanswered. */
export function useUnfinishedCommands(): void {
  useLaunch(watchNetwork)
  useDidShow(client.resume)
}
