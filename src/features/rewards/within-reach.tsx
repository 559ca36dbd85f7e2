import { Text, View } from '@tarojs/components'
import { useQuery } from '@/shared/api'
import { openPage } from '@/shared/routes'
import { labelled } from '@/shared/ui/labelled'
import { canRedeem, costText, type Offer } from './reward.shared'
import { RewardPicture } from './reward-picture'
import './within-reach.css'

/** Home shows two: the mall has them all. */
const SHOWN = 2
const LOOKED_AT = 20

/** Rewards that the member can have today, the dearest of them first: what the points are good for. */
export function useWithinReach(): readonly Offer[] {
  const { data } = useQuery('rewards.list', { limit: LOOKED_AT })
  const affordable = (data?.items ?? []).filter(canRedeem)
  return affordable.sort((one, other) => other.pricePoints - one.pricePoints).slice(0, SHOWN)
}

export function WithinReach({ offers, name }: { offers: readonly Offer[]; name: string }) {
  if (offers.length === 0) return null
  return (
    <View className="reach">
      <Text className="reach-head">{`现在的${name}可以兑`}</Text>
      <View className="reach-row">
        {offers.map((offer) => (
          <View
            key={offer.rewardId}
            className="reach-offer"
            hoverClass="pressed"
            onClick={() => openPage('reward', { rewardId: offer.rewardId })}
            {...labelled('button', `${offer.title}，${costText(offer, name)}`)}
          >
            <View className="reach-picture">
              <RewardPicture picture={offer.picture} />
            </View>
            <View className="reach-words">
              <Text className="reach-title">{offer.title}</Text>
              <Text className="reach-cost number">{costText(offer, name)}</Text>
            </View>
          </View>
        ))}
      </View>
    </View>
  )
}
