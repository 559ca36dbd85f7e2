import { Today } from '../today'
import { WithStore } from '../with-store'

export default function TodayPage() {
  return <WithStore title="今天的订单">{({ store }) => <Today key={store.storeId} store={store} />}</WithStore>
}
