import { useRouter } from '@tarojs/taro'
import { Page } from '@/shared/ui/page'
import { Gift } from '../gift'

export default function GiftPage() {
  const { params } = useRouter()
  return (
    <Page title="朋友送的券">
      <Gift giftCode={params.giftCode ?? ''} />
    </Page>
  )
}
