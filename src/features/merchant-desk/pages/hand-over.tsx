import { HandOver } from '../hand-over'
import { WithStore } from '../with-store'

export default function HandOverPage() {
  return <WithStore title="领取兑换">{({ store }) => <HandOver key={store.storeId} store={store} />}</WithStore>
}
