import { Text, View } from '@tarojs/components'
import { client, commonWords, usePages } from '@/shared/api'
import { dateOf, momentText } from '@/shared/format/dates'
import { moneyText } from '@/shared/format/money'
import { usePointsName } from '@/shared/theme/programme'
import { Card } from '@/shared/ui/card'
import { Empty } from '@/shared/ui/empty'
import { ListEnd } from '@/shared/ui/list-end'
import { Skeleton } from '@/shared/ui/skeleton'
import { Tag } from '@/shared/ui/tag'
import { Unavailable } from '@/shared/ui/unavailable'
import { earnedText, type Order, refundText } from './order.shared'
import './orders.css'

function OrderCard({ order, name }: { order: Order; name: string }) {
  const today = dateOf(Date.now())
  const refund = refundText(order)
  const isGained = order.points > 0 && order.vestsOn === null
  return (
    <Card>
      <View className="order-line">
        <Text className="order-store">{order.storeName}</Text>
        {refund && <Tag text={refund} tone="warn" />}
        <Text className="order-amount number">{moneyText(order.amountFen)}</Text>
      </View>
      <View className="order-line">
        <Text className="order-note">{momentText(order.atMs, today)}</Text>
        <Text className={isGained ? 'order-points gained' : 'order-points'}>{earnedText(order, { today, name })}</Text>
      </View>
      <Text className="order-note number">{`单号 ${order.orderNo}`}</Text>
    </Card>
  )
}

/** My purchases, newest first: what each earned and from when it can be spent. */
export function Orders() {
  const name = usePointsName()
  const { loaded, code, loadFirst, loadMore } = usePages((page) => client.query('orders.list', page))
  if (!loaded && code) return <Unavailable text={commonWords[code]} code={code} onRetry={loadFirst} />
  if (!loaded)
    return (
      <>
        <Skeleton shape="card" />
        <Skeleton shape="card" />
      </>
    )
  if (loaded.items.length === 0)
    return <Empty drawing="receipt" text="还没有消费记录" note="在店里结账时出示会员码，每一单都会记在这里" />
  return (
    <>
      {loaded.items.map((order) => (
        <OrderCard key={`${order.orderNo}${order.atMs}`} order={order} name={name} />
      ))}
      <ListEnd
        hasMore={loaded.next !== null}
        moreText="看更早的消费"
        trouble={code && commonWords[code]}
        onMore={loadMore}
      />
    </>
  )
}
