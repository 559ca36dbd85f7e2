import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { merchant, usePages } from '@/shared/api'
import { timeText } from '@/shared/format/dates'
import { moneyText } from '@/shared/format/money'
import { pointsText } from '@/shared/format/points'
import { openPage } from '@/shared/routes'
import { usePointsName } from '@/shared/theme/programme'
import { labelled } from '@/shared/ui/labelled'
import { PagedList } from '@/shared/ui/paged-list'
import { Tag } from '@/shared/ui/tag'
import { scanWords } from './messages'
import { canUndo, stateText, type TodaysOrder } from './today.shared'
import { UndoDialog } from './undo-dialog'
import type { Store } from './use-desk'
import './today.css'

interface LineProps {
  readonly order: TodaysOrder
  readonly pointsName: string
  readonly onUndo: () => void
}

function OrderLine({ order, pointsName, onUndo }: LineProps) {
  const { orderNo, memberName, amountFen, points, state, atMs } = order
  const became = stateText(order)
  const isFresh = canUndo(order, Date.now())
  const act = isFresh ? '撤销' : '退款'
  return (
    <View className="today-order">
      <View className="today-lines">
        <View className="today-line">
          <Text className="today-name">{memberName}</Text>
          {became && <Tag text={became} tone="warn" />}
        </View>
        <Text className="today-note number">{`${timeText(atMs)} · ${orderNo}`}</Text>
      </View>
      <View className="today-numbers">
        <Text className="today-amount number">{moneyText(amountFen)}</Text>
        <Text className="today-note number">{`${pointsText(points)} ${pointsName}`}</Text>
      </View>
      {state === 'refunded' ? (
        <View className="today-act" />
      ) : (
        <View
          className="today-act"
          onClick={isFresh ? onUndo : () => openPage('refund', { orderNo })}
          {...labelled('button', `${act}，${memberName} ${moneyText(amountFen)} 元`)}
        >
          {act}
        </View>
      )}
    </View>
  )
}

/** Today's orders of a store, newest first; a fresh one can be taken back with a tap. */
export function Today({ store: { storeId } }: { store: Store }) {
  const pointsName = usePointsName()
  const pages = usePages((page) => merchant.query('orders.today', { storeId, ...page }))
  const [undoing, setUndoing] = useState<TodaysOrder | null>(null)
  return (
    <>
      <PagedList
        pages={pages}
        words={scanWords}
        empty={{ drawing: 'receipt', text: '今天还没有订单', note: '在柜台扫会员码、输入金额，就记在这里' }}
        moreText="看更早的订单"
        shape="row"
      >
        {({ items }) => (
          <View className="todays-orders">
            {items.map((order) => (
              <OrderLine key={order.orderNo} order={order} pointsName={pointsName} onUndo={() => setUndoing(order)} />
            ))}
          </View>
        )}
      </PagedList>
      {undoing && (
        <UndoDialog
          storeId={storeId}
          order={{ ...undoing, name: undoing.memberName }}
          onClose={() => setUndoing(null)}
        />
      )}
    </>
  )
}
