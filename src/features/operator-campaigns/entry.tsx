import { operator } from '@/shared/api'
import { openPage } from '@/shared/routes'
import { Card } from '@/shared/ui/card'
import { Cell } from '@/shared/ui/cell'

/** The way to the campaigns for who runs the programme; nothing for all others. */
export function OperatorEntry() {
  const { data } = operator.useQuery('ops.campaigns', {})
  if (!data) return null
  const live = data.items.filter(({ state }) => state === 'live').length
  return (
    <Card>
      <Cell title="活动运营" value={`${live} 个进行中`} onTap={() => openPage('operatorCampaigns')} />
    </Card>
  )
}
