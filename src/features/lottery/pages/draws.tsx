import { useRouter } from '@tarojs/taro'
import { Page } from '@/shared/ui/page'
import { Draws } from '../draws'

export default function DrawsPage() {
  const { params } = useRouter()
  return (
    <Page title="抽奖记录">
      <Draws campaignId={params.campaignId ?? ''} />
    </Page>
  )
}
