import { useState } from 'react'
import { merchant, usePages } from '@/shared/api'
import { timeText } from '@/shared/format/dates'
import { moneyText } from '@/shared/format/money'
import { pointsText } from '@/shared/format/points'
import { openPage } from '@/shared/routes'
import { usePointsName } from '@/shared/theme/programme'
import { PagedList } from '@/shared/ui/paged-list'
import { DeskLine, DeskLines } from './desk-line'
import { scanWords } from './messages'
import { OrderWhy } from './order-why'
import { canUndo, stateText, type TodaysOrder } from './today.shared'
import { UndoDialog } from './undo-dialog'
import type { Store } from './use-desk'

interface LineProps {
  readonly order: TodaysOrder
  readonly pointsName: string
  readonly onWhy: () => void
  readonly onUndo: () => void
}

function OrderLine({ order, pointsName, onWhy, onUndo }: LineProps) {
  const { orderNo, memberName, amountFen, points, state, atMs } = order
  const became = stateText(order)
  const isFresh = canUndo(order, Date.now())
  const text = isFresh ? '撤销' : '退款'
  return (
    <DeskLine
      name={memberName}
      tag={became ? { text: became, tone: 'warn' } : null}
      note={`${timeText(atMs)} · ${orderNo}`}
      number={moneyText(amountFen)}
      numberNote={`${pointsText(points)} ${pointsName}`}
      onOpen={onWhy}
      act={
        state === 'refunded'
          ? null
          : {
              text,
              label: `${text}，${memberName} ${moneyText(amountFen)} 元`,
              onTap: isFresh ? onUndo : () => openPage('refund', { orderNo }),
            }
      }
    />
  )
}

/** Today's orders of a store, newest first; a tap tells how one was counted, and takes back a fresh one. */
export function Today({ store: { storeId } }: { store: Store }) {
  const pointsName = usePointsName()
  const pages = usePages((page) => merchant.query('orders.today', { storeId, ...page }))
  const [asked, setAsked] = useState('')
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
          <DeskLines>
            {items.map((order) => (
              <OrderLine
                key={order.orderNo}
                order={order}
                pointsName={pointsName}
                onWhy={() => setAsked(order.orderNo)}
                onUndo={() => setUndoing(order)}
              />
            ))}
          </DeskLines>
        )}
      </PagedList>
      {asked && <OrderWhy storeId={storeId} orderNo={asked} onClose={() => setAsked('')} />}
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
