import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { type Data, useCommand, useQuery } from '@/shared/api'
import { StillCode } from '@/shared/code/still-code'
import { dateOf, momentText } from '@/shared/format/dates'
import { priceText } from '@/shared/format/money'
import { pointsText } from '@/shared/format/points'
import { openPage } from '@/shared/routes'
import { usePointsName } from '@/shared/theme/programme'
import { Button } from '@/shared/ui/button'
import { Card } from '@/shared/ui/card'
import { Dialog } from '@/shared/ui/dialog'
import { say } from '@/shared/ui/say'
import { Skeleton } from '@/shared/ui/skeleton'
import { Steps } from '@/shared/ui/steps'
import { Unavailable } from '@/shared/ui/unavailable'
import { orderWords } from './messages'
import { stateText, wayOf, whenText } from './redemption.shared'
import { SecretCard } from './secret-card'
import { placesText } from './store-choice.shared'
import './redemption.css'

type Order = Data<'rewards.order'>

function Facts({ order, name, today }: { order: Order; name: string; today: string }) {
  const sent = order.steps.find(({ tracking }) => tracking)
  return (
    <Card>
      <Text className="order-title">{order.title}</Text>
      <Text className="order-line number">
        {`${pointsText(order.points)} ${name}${order.payFen > 0 ? ` + 店里付 ${priceText(order.payFen)}` : ''} · ${momentText(order.atMs, today)}`}
      </Text>
      {whenText(order, today) && <Text className="order-line">{whenText(order, today)}</Text>}
      {order.address && (
        <Text className="order-line">
          {`寄到 ${order.address.region}${order.address.detail}，${order.address.name} ${order.address.phone}`}
        </Text>
      )}
      {order.handover !== 'send' && order.stores.length > 0 && (
        <Text className="order-line">{placesText(order.stores)}</Text>
      )}
      {sent && <Text className="order-line number">{`快递 ${sent.tracking}`}</Text>}
    </Card>
  )
}

/** One order: where it stands, what to show, and the way back while there is one. */
export function RedemptionView({ orderId }: { orderId: string }) {
  const name = usePointsName()
  const { data: order, code, reload } = useQuery('rewards.order', { orderId })
  const cancelling = useCommand('rewards.cancel')
  const confirming = useCommand('rewards.confirm')
  const [isAsking, setIsAsking] = useState(false)
  if (!order && code) return <Unavailable text={orderWords[code]} code={code} onRetry={reload} />
  if (!order) return <Skeleton shape="card" />
  const today = dateOf(Date.now())
  const way = wayOf(order)

  async function cancel(): Promise<void> {
    const reply = await cancelling.perform({ orderId })
    setIsAsking(false)
    say(reply.ok ? `退回了 ${pointsText(reply.data.pointsReturned)} ${name}` : orderWords[reply.code])
  }

  async function confirm(): Promise<void> {
    const reply = await confirming.perform({ orderId })
    say(reply.ok ? '谢谢，已记下' : orderWords[reply.code])
  }

  return (
    <>
      {way && way.steps.length > 1 ? <Steps {...way} /> : <View className="order-ended">{stateText(order)}</View>}
      {order.code && <StillCode code={order.code} hint="领取时请店员扫码" />}
      {order.secret && <SecretCard orderId={orderId} secret={order.secret} />}
      <Facts order={order} name={name} today={today} />
      {order.policy.length > 0 && (
        <Card>
          {order.policy.map((line) => (
            <Text className="order-line" key={line}>
              {line}
            </Text>
          ))}
        </Card>
      )}
      {order.kind === 'membership' && (
        <Button kind="quiet" onTap={() => openPage('memberships')}>
          看会员资格
        </Button>
      )}
      {order.state === 'sent' && (
        <Button isPending={confirming.isPending} onTap={confirm}>
          我收到了
        </Button>
      )}
      {order.isCancellable && (
        <Button kind="quiet" onTap={() => setIsAsking(true)}>
          取消兑换
        </Button>
      )}
      {isAsking && (
        <Dialog
          title="取消这次兑换？"
          text={`${pointsText(order.points)} ${name}会退回原来的批次。`}
          confirmText={cancelling.isPending ? '正在取消' : '取消兑换'}
          isPending={cancelling.isPending}
          onConfirm={cancel}
          onCancel={() => setIsAsking(false)}
        />
      )}
    </>
  )
}
