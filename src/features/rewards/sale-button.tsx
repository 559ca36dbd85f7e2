import { clockText, wayTo } from '@/shared/countdown/countdown'
import { useCountdown } from '@/shared/countdown/use-countdown'
import { Button } from '@/shared/ui/button'
import type { Reward } from './reward-details'

/** Until it is on sale the button counts down to it by the shop's clock, and then asks the shop. */
export function SaleButton({ reward, onBegun }: { reward: Reward; onBegun: () => void }) {
  const { onSaleFromMs, nowMs } = reward
  const { seconds } = useCountdown(reward, (receivedAtMs) => wayTo(onSaleFromMs, { nowMs, receivedAtMs }), onBegun)
  return (
    <Button isDisabled onTap={onBegun}>
      {seconds > 0 ? `还有 ${clockText(seconds)} 开始兑换` : '马上开始'}
    </Button>
  )
}
