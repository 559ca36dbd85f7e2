import { Text, View } from '@tarojs/components'
import { operator } from '@/shared/api'
import { dateOf } from '@/shared/format/dates'
import { openPage } from '@/shared/routes'
import { Empty } from '@/shared/ui/empty'
import { labelled } from '@/shared/ui/labelled'
import { Skeleton } from '@/shared/ui/skeleton'
import { Tag } from '@/shared/ui/tag'
import { Unavailable } from '@/shared/ui/unavailable'
import { daysText, type ListedCampaign, stateText } from './campaigns.shared'
import { listWords } from './messages'
import './campaigns.css'

function CampaignLine({ campaign, today }: { campaign: ListedCampaign; today: string }) {
  const { campaignId, title, isChanged, state } = campaign
  const days = daysText(campaign, today)
  const hasNews = isChanged && state !== 'draft'
  return (
    <View
      className="listed-campaign"
      hoverClass="pressed"
      onClick={() => openPage('operatorCampaign', { campaignId, state })}
      {...labelled('button', `${title}，${stateText(campaign)}，${days}`)}
    >
      <View className="listed-lines">
        <Text className="listed-title">{title}</Text>
        <Text className="listed-note">{hasNews ? `${days} · 草稿有改动` : days}</Text>
      </View>
      <Tag text={stateText(campaign)} tone={state === 'paused' ? 'warn' : 'plain'} />
    </View>
  )
}

/** All campaigns of the shop: what runs first, then what will, then drafts, then what is over. */
export function Campaigns() {
  const { data, code, reload } = operator.useQuery('ops.campaigns', {})
  if (!data && code) return <Unavailable text={listWords[code]} code={code} onRetry={reload} />
  if (!data)
    return (
      <>
        <Skeleton shape="row" />
        <Skeleton shape="row" />
        <Skeleton shape="row" />
      </>
    )
  if (data.items.length === 0)
    return <Empty drawing="letter" text="还没有活动" note="在云控制台的 campaigns 里写一份草稿，这里就能预演和体检" />
  const today = dateOf(Date.now())
  return (
    <View className="listed-campaigns">
      {data.items.map((campaign) => (
        <CampaignLine key={campaign.campaignId} campaign={campaign} today={today} />
      ))}
    </View>
  )
}
