import { Empty } from '@/shared/ui/empty'
import { Page } from '@/shared/ui/page'

export default function MallPage() {
  return (
    <Page>
      <Empty drawing="shelf" text="货架还在布置" note="礼品上架后，可以在这里用积分兑换" />
    </Page>
  )
}
