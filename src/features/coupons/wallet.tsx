import { View } from '@tarojs/components'
import { client, commonWords, usePages } from '@/shared/api'
import { dateOf } from '@/shared/format/dates'
import { openPage } from '@/shared/routes'
import { Button } from '@/shared/ui/button'
import { Empty } from '@/shared/ui/empty'
import { ListEnd } from '@/shared/ui/list-end'
import { Skeleton } from '@/shared/ui/skeleton'
import { Unavailable } from '@/shared/ui/unavailable'
import { daysText, endsSoon, STAMPS } from './coupon.shared'
import { Ticket } from './ticket'

const NOTHING = {
  usable: { text: '还没有可以用的券', note: '去“可以领的”看看' },
  used: { text: '还没有用过券', note: '在柜台出示券码，店员一扫就抵' },
} as const

/** My coupons of one state: those that can be used end soonest first. */
export function Wallet({ state }: { state: 'usable' | 'used' }) {
  const { loaded, code, loadFirst, loadMore } = usePages((page) => client.query('coupons.wallet', { ...page, state }))
  if (!loaded && code) return <Unavailable text={commonWords[code]} code={code} onRetry={loadFirst} />
  if (!loaded)
    return (
      <>
        <Skeleton shape="card" />
        <Skeleton shape="card" />
      </>
    )
  if (loaded.items.length === 0) return <Empty drawing="letter" {...NOTHING[state]} />
  const today = dateOf(Date.now())
  return (
    <>
      {loaded.items.map((coupon) => (
        <Ticket
          key={coupon.couponId}
          benefit={coupon.benefit}
          title={coupon.title}
          scope={coupon.scope}
          days={daysText(coupon, today)}
          isSoon={endsSoon(coupon, today)}
          stamp={STAMPS[coupon.state]}
          whyNot={coupon.whyNot}
        >
          {coupon.state === 'usable' && (
            <View className="ticket-act">
              <Button label={`使用${coupon.title}`} onTap={() => openPage('coupon', { couponId: coupon.couponId })}>
                使用
              </Button>
            </View>
          )}
        </Ticket>
      ))}
      <ListEnd hasMore={loaded.next !== null} moreText="看更多" trouble={code && commonWords[code]} onMore={loadMore} />
    </>
  )
}
