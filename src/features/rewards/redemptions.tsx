import { Text, View } from '@tarojs/components'
import { client, commonWords, usePages } from '@/shared/api'
import { dateOf, momentText } from '@/shared/format/dates'
import { pointsText } from '@/shared/format/points'
import { openPage } from '@/shared/routes'
import { usePointsName } from '@/shared/theme/programme'
import { Card } from '@/shared/ui/card'
import { PagedList } from '@/shared/ui/paged-list'
import { Tag } from '@/shared/ui/tag'
import { type Redemption, stateText, whenText } from './redemption.shared'
import { RewardPicture } from './reward-picture'
import './redemptions.css'

function Line({ order, name }: { order: Redemption; name: string }) {
  const today = dateOf(Date.now())
  const state = stateText(order)
  return (
    <Card
      onTap={() => openPage('redemption', { orderId: order.orderId })}
      label={`${order.title}，${state}，${whenText(order, today)}`}
    >
      <View className="redemption">
        <View className="redemption-picture">
          <RewardPicture picture={order.picture} />
        </View>
        <View className="redemption-lines">
          <View className="redemption-head">
            <Text className="redemption-title">{order.title}</Text>
            <Tag text={state} />
          </View>
          <Text className="redemption-note number">
            {`${pointsText(order.points)} ${name} · ${momentText(order.atMs, today)}`}
          </Text>
          {whenText(order, today) && <Text className="redemption-note">{whenText(order, today)}</Text>}
        </View>
      </View>
    </Card>
  )
}

/** What I had for my points, newest first. */
export function Redemptions() {
  const name = usePointsName()
  const pages = usePages((page) => client.query('rewards.orders', page))
  return (
    <PagedList
      pages={pages}
      words={commonWords}
      empty={{ drawing: 'shelf', text: '还没有兑换过', note: '去商城看看能换什么' }}
      moreText="看更早的"
    >
      {({ items }) => items.map((order) => <Line key={order.orderId} order={order} name={name} />)}
    </PagedList>
  )
}
