import { Empty } from '@/shared/ui/empty'
import { TabPage } from '../tab-page'

export default function CampaignsPage() {
  return (
    <TabPage>
      <Empty drawing="calendar" text="现在没有进行中的活动" note="有新活动时，会出现在这里" />
    </TabPage>
  )
}
