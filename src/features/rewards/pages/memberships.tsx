import { Page } from '@/shared/ui/page'
import { Memberships } from '../memberships'

export default function MembershipsPage() {
  return (
    <Page title="会员资格">
      <Memberships />
    </Page>
  )
}
