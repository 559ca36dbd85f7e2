import { Page } from '@/shared/ui/page'
import { Redemptions } from '../redemptions'

export default function RedemptionsPage() {
  return (
    <Page title="我的兑换">
      <Redemptions />
    </Page>
  )
}
