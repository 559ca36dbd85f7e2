import { Text, View } from '@tarojs/components'
import { Button } from '@/shared/ui/button'
import { Card } from '@/shared/ui/card'
import type { Requests } from './use-requests'
import './confirm-request.css'

/** A clerk has looked a phone number up: is it me who stands at the counter? */
export function ConfirmRequest({ request, isConfirming, confirm }: Requests) {
  if (!request) return null
  const { requestId, storeName } = request
  return (
    <Card>
      <View className="confirm-request">
        <Text className="confirm-title">{`您在${storeName}吗？`}</Text>
        <Text className="confirm-text">店员正用手机尾号查会员。是您本人在结账，就点一下；不是，不用理会。</Text>
      </View>
      <Button isPending={isConfirming} onTap={() => confirm(requestId)}>
        {isConfirming ? '正在确认' : '是我'}
      </Button>
    </Card>
  )
}
