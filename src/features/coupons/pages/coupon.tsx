import { useRouter } from '@tarojs/taro'
import { Page } from '@/shared/ui/page'
import { CouponCode } from '../coupon-code'
import { GiveCard } from '../give-card'

export default function CouponPage() {
  const { params } = useRouter()
  const couponId = params.couponId ?? ''
  return (
    <Page title="使用优惠券">
      <CouponCode couponId={couponId} />
      <GiveCard couponId={couponId} />
    </Page>
  )
}
