import { Text, View } from '@tarojs/components'
import { openLink } from '@/shared/routes'
import { Card } from '@/shared/ui/card'
import { Tag } from '@/shared/ui/tag'
import { type Listed, stateText, whenText } from './campaign.shared'
import { CampaignPicture } from './campaign-picture'
import './campaign-card.css'

/** One campaign in a list: what it gives in its own words, and until when. */
export function CampaignCard({ campaign, nowMs }: { campaign: Listed; nowMs: number }) {
  const { title, state, path, promises, picture, isForMe, isMine } = campaign
  const when = whenText(campaign, nowMs)
  return (
    <Card onTap={() => openLink(path)} label={[title, stateText(state), ...promises, when].join('，')}>
      <View className={state === 'ended' ? 'campaign over' : 'campaign'}>
        {picture && <CampaignPicture picture={picture} />}
        <View className="campaign-top">
          <Text className="campaign-title">{title}</Text>
          {isMine && <Tag text="已参加" />}
          {!isMine && !isForMe && state !== 'ended' && <Tag text="部分会员" />}
        </View>
        {promises.map((promise) => (
          <Text className="campaign-promise" key={promise}>
            {promise}
          </Text>
        ))}
        <Text className={state === 'live' ? 'campaign-when live number' : 'campaign-when number'}>{when}</Text>
      </View>
    </Card>
  )
}
