import { Page } from '@/shared/ui/page'
import { Orders } from '../orders'

export default function OrdersPage() {
  return (
    <Page title="消费记录">
      <Orders />
    </Page>
  )
}
