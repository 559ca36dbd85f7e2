import { Roster } from '../roster'
import { WithStore } from '../with-store'

export default function RosterPage() {
  return <WithStore title="预约名单">{({ desk }) => <Roster key={desk.storeId} desk={desk} />}</WithStore>
}
