import { useRouter } from '@tarojs/taro'
import { Refund } from '../refund'
import { WithStore } from '../with-store'

export default function RefundPage() {
  const { params } = useRouter()
  const orderNo = decodeURIComponent(params.orderNo ?? '')
  return (
    <WithStore title="退款">{({ store }) => <Refund key={store.storeId} store={store} orderNo={orderNo} />}</WithStore>
  )
}
