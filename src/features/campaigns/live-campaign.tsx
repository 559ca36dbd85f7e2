import { Text } from '@tarojs/components'
import { useQuery } from '@/shared/api'
import { useServerNow } from '@/shared/countdown/use-server-now'
import { nextMomentOf } from './campaign.shared'
import { CampaignCard } from './campaign-card'

const LOOKED_AT = 10

/** The first campaign that runs and is for the caller: one is enough for home. */
export function useLiveCampaign() {
  const { data, reload } = useQuery('campaigns.list', { limit: LOOKED_AT })
  const campaign = data?.items.find(({ state, isForMe }) => state === 'live' && isForMe) ?? null
  const nowMs = useServerNow(data, campaign && nextMomentOf(campaign), reload)
  return { campaign, nowMs }
}

export function LiveCampaign({ campaign, nowMs }: ReturnType<typeof useLiveCampaign>) {
  if (!campaign) return null
  return (
    <>
      <Text className="campaigns-head">正在进行的活动</Text>
      <CampaignCard campaign={campaign} nowMs={nowMs} />
    </>
  )
}
