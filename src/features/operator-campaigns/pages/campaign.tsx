import { useRouter } from '@tarojs/taro'
import { Page } from '@/shared/ui/page'
import { Campaign } from '../campaign'

export default function CampaignPage() {
  const { params } = useRouter()
  return (
    <Page title="活动">
      <Campaign campaignId={decodeURIComponent(params.campaignId ?? '')} state={params.state ?? ''} />
    </Page>
  )
}
