import { Cards } from '../cards'
import { WithStore } from '../with-store'

export default function CardsPage() {
  return <WithStore title="分享卡片">{({ store }) => <Cards key={store.storeId} store={store} />}</WithStore>
}
