import { useRouter } from '@tarojs/taro'
import { Page } from '@/shared/ui/page'
import { Campaign } from '../campaign'

export default function CampaignPage() {
  const { params } = useRouter()
  return (
    <Page title="预演和体检">
      <Campaign campaignId={decodeURIComponent(params.campaignId ?? '')} />
    </Page>
  )
}
