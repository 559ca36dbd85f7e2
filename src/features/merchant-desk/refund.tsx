import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { dateOf, momentText } from '@/shared/format/dates'
import { moneyText } from '@/shared/format/money'
import { pointsText } from '@/shared/format/points'
import { Keypad } from '@/shared/keypad/keypad'
import { usePointsName } from '@/shared/theme/programme'
import { Button } from '@/shared/ui/button'
import { Card } from '@/shared/ui/card'
import { Cell } from '@/shared/ui/cell'
import { labelled } from '@/shared/ui/labelled'
import { Skeleton } from '@/shared/ui/skeleton'
import { TextField } from '@/shared/ui/text-field'
import { OrderWhy } from './order-why'
import type { Store } from './use-desk'
import { useRefund } from './use-refund'
import './refund.css'

const ORDER_NO_LENGTH = 64

type Flow = ReturnType<typeof useRefund>

function Find({ flow }: { flow: Flow }) {
  return (
    <Card>
      <TextField
        name="单号"
        maxLength={ORDER_NO_LENGTH}
        placeholder="小票或消费记录上的单号"
        value={flow.orderNo}
        onChange={flow.setOrderNo}
        trouble={flow.trouble}
      />
      <Button isPending={flow.isFinding} onTap={flow.find}>
        {flow.isFinding ? '正在查' : '查这一单'}
      </Button>
    </Card>
  )
}

function refundText(amountFen: number, leftFen: number): string {
  if (amountFen === 0) return '请输入金额'
  return amountFen > leftFen ? `最多退 ${moneyText(leftFen)} 元` : `退 ${moneyText(amountFen)} 元`
}

interface AmountProps {
  readonly storeId: string
  readonly flow: Flow
  readonly order: NonNullable<Flow['order']>
}

function Amount({ storeId, flow, order }: AmountProps) {
  const { orderNo, memberName, amountFen, leftFen, points, atMs } = order
  const name = usePointsName()
  const [isAsking, setIsAsking] = useState(false)
  const isTooMuch = flow.amountFen > leftFen
  const left = leftFen === 0 ? '已经退完了' : `还可退 ${moneyText(leftFen)} 元`
  return (
    <Card>
      <View className="refund-head">
        <View className="refund-top">
          <Text className="refund-name">{memberName}</Text>
          <View className="refund-other" onClick={flow.again} {...labelled('button', '换一单')}>
            换一单
          </View>
        </View>
        <Text className="refund-note number">
          {`${moneyText(amountFen)} 元 · ${momentText(atMs, dateOf(Date.now()))} · ${left}`}
        </Text>
        <Cell title="这一单怎么算的" value={`${pointsText(points)} ${name}`} onTap={() => setIsAsking(true)} />
      </View>
      {isAsking && <OrderWhy storeId={storeId} orderNo={orderNo} onClose={() => setIsAsking(false)} />}
      {flow.trouble && <Text className="refund-trouble">{flow.trouble}</Text>}
      {leftFen > 0 && (
        <Keypad title="退款金额" typed={flow.typed} onTyped={flow.setTyped}>
          <Button isDisabled={flow.amountFen === 0 || isTooMuch} isPending={flow.isRefunding} onTap={flow.refund}>
            {flow.isRefunding ? '正在退款' : refundText(flow.amountFen, leftFen)}
          </Button>
        </Keypad>
      )}
    </Card>
  )
}

function Done({ flow, done }: { flow: Flow; done: NonNullable<Flow['done']> }) {
  const name = usePointsName()
  const { pointsTaken, debt, leftFen } = done
  return (
    <Card>
      <View className="refund-head">
        <Text className="refund-name">已退款</Text>
        <Text className="refund-note">{`收回 ${pointsText(pointsTaken)} ${name}，这一单还剩 ${moneyText(leftFen)} 元`}</Text>
        {debt > 0 && <Text className="refund-note">{`顾客欠 ${pointsText(debt)} ${name}，之后得到的先抵扣`}</Text>}
      </View>
      <Button kind="quiet" onTap={flow.again}>
        再退一单
      </Button>
    </Card>
  )
}

/** Money went back at the till; here the points follow. */
export function Refund({ store, orderNo }: { store: Store; orderNo: string }) {
  const flow = useRefund(store.storeId, orderNo)
  if (flow.done) return <Done flow={flow} done={flow.done} />
  if (flow.order) return <Amount storeId={store.storeId} flow={flow} order={flow.order} />
  if (flow.isFinding && flow.orderNo === orderNo) return <Skeleton shape="card" />
  return <Find flow={flow} />
}
