import { Text, View } from '@tarojs/components'
import { client, commonWords, usePages } from '@/shared/api'
import { dateOf, momentText } from '@/shared/format/dates'
import { moneyText } from '@/shared/format/money'
import { usePointsName } from '@/shared/theme/programme'
import { Card } from '@/shared/ui/card'
import { PagedList } from '@/shared/ui/paged-list'
import { Tag } from '@/shared/ui/tag'
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
  const pages = usePages((page) => client.query('orders.list', page))
  return (
    <PagedList
      pages={pages}
      words={commonWords}
      empty={{ drawing: 'receipt', text: '还没有消费记录', note: '在店里结账时出示会员码，每一单都会记在这里' }}
      moreText="看更早的消费"
    >
      {({ items }) =>
        items.map((order) => <OrderCard key={`${order.orderNo}${order.atMs}`} order={order} name={name} />)
      }
    </PagedList>
  )
}
