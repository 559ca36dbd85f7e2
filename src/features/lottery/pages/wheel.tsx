import { useRouter } from '@tarojs/taro'
import { Page } from '@/shared/ui/page'
import { WheelView } from '../wheel-view'

export default function WheelPage() {
  const { params } = useRouter()
  return (
    <Page title="抽奖">
      <WheelView campaignId={params.campaignId ?? ''} />
    </Page>
  )
}
