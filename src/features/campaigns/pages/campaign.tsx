import { useRouter } from '@tarojs/taro'
import { Page } from '@/shared/ui/page'
import { CampaignView } from '../campaign'

export default function CampaignPage() {
  const { params } = useRouter()
  return (
    <Page title="活动">
      <CampaignView campaignId={params.campaignId ?? ''} />
    </Page>
  )
}
