import { Empty } from '@/shared/ui/empty'
import { Page } from '@/shared/ui/page'

export default function CampaignsPage() {
  return (
    <Page>
      <Empty drawing="calendar" text="现在没有进行中的活动" note="有新活动时，会出现在这里" />
    </Page>
  )
}
