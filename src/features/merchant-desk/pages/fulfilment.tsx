import { Fulfilment } from '../fulfilment'
import { WithStore } from '../with-store'

export default function FulfilmentPage() {
  return <WithStore title="兑换处理">{({ desk }) => <Fulfilment key={desk.storeId} desk={desk} />}</WithStore>
}
