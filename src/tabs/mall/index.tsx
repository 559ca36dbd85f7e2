import { Empty } from '@/shared/ui/empty'
import { TabPage } from '../tab-page'

export default function MallPage() {
  return (
    <TabPage>
      <Empty drawing="shelf" text="货架还在布置" note="礼品上架后，可以在这里兑换" />
    </TabPage>
  )
}
