import { Page } from '@/shared/ui/page'
import { TierView } from '../tier'

export default function TierPage() {
  return (
    <Page title="会员等级">
      <TierView />
    </Page>
  )
}
