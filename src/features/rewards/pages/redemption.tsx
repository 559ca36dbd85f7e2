import { useRouter } from '@tarojs/taro'
import { Page } from '@/shared/ui/page'
import { RedemptionView } from '../redemption'

export default function RedemptionPage() {
  const { params } = useRouter()
  return (
    <Page title="兑换详情">
      <RedemptionView orderId={params.orderId ?? ''} />
    </Page>
  )
}
