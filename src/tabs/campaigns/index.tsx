import { Campaigns } from '@/features/campaigns'
import { TabPage } from '../tab-page'

export default function CampaignsPage() {
  return (
    <TabPage>
      <Campaigns />
    </TabPage>
  )
}
