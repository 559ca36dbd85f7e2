import { openPage } from '@/shared/routes'
import { Card } from '@/shared/ui/card'
import { Cell } from '@/shared/ui/cell'
import { Counter } from '../counter'
import { StoreHead } from '../store-head'
import { Unconfirmed } from '../unconfirmed'
import { WithStore } from '../with-store'

export default function DeskPage() {
  return (
    <WithStore title="柜台">
      {({ me, store, choose }) => (
        <>
          <StoreHead me={me} store={store} onChoose={choose} />
          <Unconfirmed />
          <Counter key={store.storeId} storeId={store.storeId} />
          <Card>
            <Cell title="今天的订单" onTap={() => openPage('today')} />
            <Cell title="今天用的券" onTap={() => openPage('usedCoupons')} />
            <Cell title="退款" onTap={() => openPage('refund')} />
          </Card>
          <Card>
            <Cell title="领取兑换" onTap={() => openPage('handOver')} />
            <Cell title="兑换处理" onTap={() => openPage('fulfilment')} />
            <Cell title="预约名单" onTap={() => openPage('roster')} />
          </Card>
          <Card>
            <Cell title="分享卡片和效果" onTap={() => openPage('cards')} />
          </Card>
        </>
      )}
    </WithStore>
  )
}
