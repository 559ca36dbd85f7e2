import { ScrollView, Text, View } from '@tarojs/components'
import { useState } from 'react'
import { client, commonWords, usePages, useQuery } from '@/shared/api'
import { pointsText } from '@/shared/format/points'
import { openPage } from '@/shared/routes'
import { usePointsName } from '@/shared/theme/programme'
import { Empty } from '@/shared/ui/empty'
import { labelled } from '@/shared/ui/labelled'
import { ListEnd } from '@/shared/ui/list-end'
import { Skeleton } from '@/shared/ui/skeleton'
import { Unavailable } from '@/shared/ui/unavailable'
import { costText, noteText, type Offer } from './reward.shared'
import { RewardPicture } from './reward-picture'
import './shelf.css'

const ALL = ''

function OfferCard({ offer, name }: { offer: Offer; name: string }) {
  const { rewardId, title, picture, state, missingPoints } = offer
  const note = noteText(offer, name)
  const isFar = state !== 'on_sale' || missingPoints > 0
  return (
    <View
      className="offer"
      hoverClass="pressed"
      onClick={() => openPage('reward', { rewardId })}
      {...labelled('button', [title, costText(offer, name), note].filter(Boolean).join('，'))}
    >
      <RewardPicture picture={picture} isFaint={isFar} />
      <Text className="offer-title">{title}</Text>
      <Text className={isFar ? 'offer-cost far number' : 'offer-cost number'}>{costText(offer, name)}</Text>
      {note && <Text className="offer-note">{note}</Text>}
    </View>
  )
}

function Categories({ selected, onSelect }: { selected: string; onSelect: (category: string) => void }) {
  const { data } = useQuery('rewards.categories', {})
  if (!data || data.categories.length < 2) return null
  return (
    <ScrollView className="categories" scrollX enhanced showScrollbar={false}>
      <View className="categories-row">
        {[ALL, ...data.categories].map((category) => (
          <View
            key={category}
            className={category === selected ? 'category selected' : 'category'}
            onClick={() => onSelect(category)}
            {...labelled('tab', category === selected ? `${category || '全部'}，已选中` : category || '全部')}
          >
            {category || '全部'}
          </View>
        ))}
      </View>
    </ScrollView>
  )
}

/** One category of the shelf, page by page. Another category is another list. */
function Offers({ category, name }: { category: string; name: string }) {
  const { loaded, code, loadFirst, loadMore } = usePages((page) =>
    client.query('rewards.list', { ...page, ...(category && { category }) }),
  )
  if (!loaded && code) return <Unavailable text={commonWords[code]} code={code} onRetry={loadFirst} />
  if (!loaded)
    return (
      <>
        <Skeleton shape="card" />
        <Skeleton shape="card" />
      </>
    )
  if (loaded.items.length === 0)
    return <Empty drawing="shelf" text="货架还空着" note={`${name}先攒着，店里上新了就能兑`} />
  return (
    <>
      <View className="offers">
        {loaded.items.map((offer) => (
          <OfferCard key={offer.rewardId} offer={offer} name={name} />
        ))}
      </View>
      <ListEnd hasMore={loaded.next !== null} moreText="看更多" trouble={code && commonWords[code]} onMore={loadMore} />
    </>
  )
}

/** The mall: what the points are good for. */
export function Shelf() {
  const name = usePointsName()
  const { data: me } = useQuery('members.me', {})
  const [category, setCategory] = useState(ALL)
  return (
    <>
      {me && (
        <View className="shelf-head">
          <Text className="shelf-balance number">{`${pointsText(me.points.available)} ${name}`}</Text>
          <View className="shelf-orders" onClick={() => openPage('redemptions')} {...labelled('button', '我的兑换')}>
            我的兑换
          </View>
        </View>
      )}
      <Categories selected={category} onSelect={setCategory} />
      <Offers key={category} category={category} name={name} />
    </>
  )
}
