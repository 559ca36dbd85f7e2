import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { type Data, merchant } from '@/shared/api'
import { Button } from '@/shared/ui/button'
import { labelled } from '@/shared/ui/labelled'
import { say } from '@/shared/ui/say'
import { addressText } from './address-text.shared'
import { addressWords } from './messages'
import './address-on-demand.css'

type Address = Data<'rewards.address'>['address']

/** Where an order is sent: shown to who asks for it, since the shop keeps a line of who did. */
export function AddressOnDemand({ storeId, orderId }: { storeId: string; orderId: string }) {
  const { isPending, perform } = merchant.useCommand('rewards.address')
  const [address, setAddress] = useState<Address | null>(null)

  async function show(): Promise<void> {
    const reply = await perform({ storeId, orderId })
    if (reply.ok) setAddress(reply.data.address)
    else say(addressWords[reply.code])
  }

  if (!address)
    return (
      <View className="address-ask">
        <Button kind="quiet" isPending={isPending} onTap={show}>
          {isPending ? '正在查' : '看收件地址'}
        </Button>
        <Text className="address-hint">谁看过会留下记录</Text>
      </View>
    )
  return (
    <View className="address">
      <View className="address-lines">
        <Text className="address-who">{`${address.name} ${address.phone}`}</Text>
        <Text className="address-where">{`${address.region}${address.detail}`}</Text>
      </View>
      <View
        className="address-copy"
        onClick={() => Taro.setClipboardData({ data: addressText(address) })}
        {...labelled('button', '复制收件地址')}
      >
        复制
      </View>
    </View>
  )
}
