import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import type { Data } from '@/shared/api'
import { dateOf } from '@/shared/format/dates'
import { Button } from '@/shared/ui/button'
import { Card } from '@/shared/ui/card'
import { Dialog } from '@/shared/ui/dialog'
import { secretState, secretText } from './secret.shared'
import { useReveal } from './use-reveal'
import './secret-card.css'

interface Props {
  readonly orderId: string
  readonly secret: NonNullable<Data<'rewards.order'>['secret']>
}

/** A gift card's code: asked for with a warning, shown once, copied with a tap. */
export function SecretCard({ orderId, secret }: Props) {
  const { code, isPending, isUnanswered, reveal } = useReveal(orderId)
  const [isAsking, setIsAsking] = useState(false)
  if (code)
    return (
      <Card>
        <View className="secret">
          <Text className="secret-title">卡密</Text>
          <Text className="secret-code number" selectable userSelect>
            {code}
          </Text>
          <Text className="secret-text warn">请马上保存。关掉小程序后，这里不再显示</Text>
        </View>
        <Button onTap={() => Taro.setClipboardData({ data: code })}>复制卡密</Button>
      </Card>
    )
  const state = secretState(secret, isUnanswered)
  const text = secretText(state, { shownAtMs: secret.shownAtMs, orderId, today: dateOf(Date.now()) })
  return (
    <Card>
      <View className="secret">
        <Text className="secret-title">卡密</Text>
        <Text className="secret-text">{text}</Text>
      </View>
      {state !== 'gone' && (
        <Button isPending={isPending} onTap={() => (state === 'ready' ? setIsAsking(true) : reveal())}>
          {isPending ? '正在取卡密' : state === 'ready' ? '显示卡密' : '再显示一次'}
        </Button>
      )}
      {isAsking && (
        <Dialog
          title="现在显示卡密？"
          text="只显示这一次，显示后请马上复制保存"
          confirmText="显示"
          isPending={isPending}
          onConfirm={() => {
            setIsAsking(false)
            void reveal()
          }}
          onCancel={() => setIsAsking(false)}
        />
      )}
    </Card>
  )
}
