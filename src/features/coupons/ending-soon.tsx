import { useQuery } from '@/shared/api'
import { dateOf } from '@/shared/format/dates'
import { openPage } from '@/shared/routes'
import { Notice } from '@/shared/ui/notice'
import { type Coupon, endsSoon } from './coupon.shared'
import { endingText } from './ending.shared'

/** More than this many are said as many. */
const LOOKED_AT = 10

/** Coupons that end within days, the first of them first. */
export function useEndingSoon(): readonly Coupon[] {
  const { data } = useQuery('coupons.wallet', { state: 'usable', limit: LOOKED_AT })
  const today = dateOf(Date.now())
  return (data?.items ?? []).filter((coupon) => endsSoon(coupon, today))
}

export function EndingSoon({ coupons }: { coupons: readonly Coupon[] }) {
  const text = endingText(coupons, dateOf(Date.now()))
  if (!text) return null
  return <Notice tone="plain" text={text} onTap={() => openPage('wallet')} />
}
