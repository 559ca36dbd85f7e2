import { UsedCoupons } from '../used-coupons'
import { WithStore } from '../with-store'

export default function UsedCouponsPage() {
  return <WithStore title="今天用的券">{({ store }) => <UsedCoupons key={store.storeId} store={store} />}</WithStore>
}
