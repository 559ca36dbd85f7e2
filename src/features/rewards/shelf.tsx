import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { client, commonWords, usePages, useQuery } from '@/shared/api'
import { dateOf } from '@/shared/format/dates'
import { pointsText } from '@/shared/format/points'
import { openPage } from '@/shared/routes'
import { usePointsName } from '@/shared/theme/programme'
import { Chips } from '@/shared/ui/chips'
import { labelled } from '@/shared/ui/labelled'
import { PagedList } from '@/shared/ui/paged-list'
import { costParts, costText, noteText, type Offer } from './reward.shared'
import { RewardPicture } from './reward-picture'
import './shelf.css'

const ALL = ''

function OfferCard({ offer, name }: { offer: Offer; name: string }) {
  const { rewardId, title, picture, state, missingPoints } = offer
  const note = noteText(offer, name, dateOf(Date.now()))
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
      <View className={isFar ? 'offer-cost far number' : 'offer-cost number'}>
        {costParts(offer, name).map((part) => (
          <Text className="offer-cost-part" key={part}>
            {part}
          </Text>
        ))}
      </View>
      {note && <Text className="offer-note">{note}</Text>}
    </View>
  )
}

function Categories({ selected, onSelect }: { selected: string; onSelect: (category: string) => void }) {
  const { data } = useQuery('rewards.categories', {})
  if (!data || data.categories.length < 2) return null
  const chips = [ALL, ...data.categories].map((name) => ({ name, text: name || '全部' }))
  return <Chips chips={chips} selected={selected} onSelect={onSelect} />
}

/** One category of the shelf, page by page. Another category is another list. */
function Offers({ category, name }: { category: string; name: string }) {
  const pages = usePages((page) => client.query('rewards.list', { ...page, ...(category && { category }) }))
  return (
    <PagedList
      pages={pages}
      words={commonWords}
      empty={{ drawing: 'shelf', text: '货架还空着', note: `${name}先攒着，店里上新了就能兑` }}
    >
      {({ items }) => (
        <View className="offers">
          {items.map((offer) => (
            <OfferCard key={offer.rewardId} offer={offer} name={name} />
          ))}
        </View>
      )}
    </PagedList>
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
