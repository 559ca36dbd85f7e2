import { Page } from '@/shared/ui/page'
import { Referrals } from '../referrals'

export default function ReferralsPage() {
  return (
    <Page title="带朋友来">
      <Referrals />
    </Page>
  )
}
