import { useRouter } from '@tarojs/taro'
import { Page } from '@/shared/ui/page'
import { Accept } from '../accept'

export default function AcceptPage() {
  const { params } = useRouter()
  // A mini-program code has it in its scene, a link in its query.
  const code = params.code ?? decodeURIComponent(params.scene ?? '')
  return (
    <Page title="店员邀请">
      <Accept code={code} />
    </Page>
  )
}
