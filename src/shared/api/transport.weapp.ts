import Taro from '@tarojs/taro'
import { DEVTOOLS_OPENID } from './devtools.weapp'
import type { Transport } from './types'

/** WeChat knows who is calling and stores data per person, so the mini program needs no name for the caller. */
const CALLER = 'me'

const callCloud: Transport = async (door, envelope) =>
  (await Taro.cloud.callFunction({ name: door, data: envelope })).result

const callLocalCloud: Transport = async (door, envelope) => {
  const response = await Taro.request({
    url: `${FUDIAN_LOCAL}/functions/${door}`,
    method: 'POST',
    header: { 'x-wx-openid': DEVTOOLS_OPENID },
    data: envelope,
  })
  if (response.statusCode !== 200) throw new Error(`local-cloud answered ${response.statusCode}`)
  return response.data
}

export function createWeappTransport(): { transport: Transport; caller: string } {
  if (FUDIAN_LOCAL !== '') return { transport: callLocalCloud, caller: CALLER }
  Taro.cloud.init(FUDIAN_ENV === '' ? {} : { env: FUDIAN_ENV })
  return { transport: callCloud, caller: CALLER }
}
