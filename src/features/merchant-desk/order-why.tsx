import { merchant } from '@/shared/api'
import { Sheet } from '@/shared/ui/sheet'
import { Skeleton } from '@/shared/ui/skeleton'
import { Unavailable } from '@/shared/ui/unavailable'
import { Why } from '@/shared/why/why'
import { whyWords } from './messages'

interface Props {
  readonly storeId: string
  readonly orderNo: string
  readonly onClose: () => void
}

/** What an order earned and why, for who is asked about it at the counter: the same that the member reads. */
export function OrderWhy({ storeId, orderNo, onClose }: Props) {
  const { data, code, reload } = merchant.useQuery('orders.explain', { storeId, orderNo })
  return (
    <Sheet title="这一单怎么算的" onClose={onClose}>
      {!data && code && <Unavailable text={whyWords[code]} code={code} onRetry={reload} />}
      {!data && !code && <Skeleton shape="card" />}
      {data && <Why explained={data} />}
    </Sheet>
  )
}
