import { useRouter } from '@tarojs/taro'
import { Page } from '@/shared/ui/page'
import { RulesView } from '../rules-view'

export default function RulesPage() {
  const { params } = useRouter()
  return (
    <Page title="活动规则">
      <RulesView campaignId={params.campaignId ?? ''} />
    </Page>
  )
}
