import { useQuery } from '@/shared/api'
import { CodeScreen } from '@/shared/code/code-screen'
import { Skeleton } from '@/shared/ui/skeleton'
import { Unavailable } from '@/shared/ui/unavailable'
import { showWords } from './messages'

/** The coupon at the counter: a code of one use that renews itself until it is used. */
export function CouponCode({ couponId }: { couponId: string }) {
  const { data, code, reload } = useQuery('coupons.show', { couponId })
  if (!data && code) return <Unavailable text={showWords[code]} code={code} onRetry={reload} />
  if (!data) return <Skeleton shape="card" />
  return <CodeScreen answer={data} onExpired={reload} />
}
