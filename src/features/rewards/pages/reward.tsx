import { useRouter } from '@tarojs/taro'
import { Page } from '@/shared/ui/page'
import { RewardView } from '../reward'

export default function RewardPage() {
  const { params } = useRouter()
  return (
    <Page title="兑换">
      <RewardView rewardId={params.rewardId ?? ''} />
    </Page>
  )
}
