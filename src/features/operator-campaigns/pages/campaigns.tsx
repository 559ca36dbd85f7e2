import { Page } from '@/shared/ui/page'
import { Campaigns } from '../campaigns'

export default function CampaignsPage() {
  return (
    <Page title="活动运营">
      <Campaigns />
    </Page>
  )
}
