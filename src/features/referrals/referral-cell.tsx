import { useQuery } from '@/shared/api'
import { openPage } from '@/shared/routes'
import { Cell } from '@/shared/ui/cell'
import { isWorthShowing } from './referral.shared'

/** The way to my card for friends; nothing while it is switched off, or nothing runs and nothing was. */
export function ReferralCell() {
  const { data } = useQuery('referrals.status', {})
  if (!data || !isWorthShowing(data)) return null
  return <Cell title="带朋友来" onTap={() => openPage('referrals')} />
}
