import { View } from '@tarojs/components'
import { client, commonWords, usePages } from '@/shared/api'
import { dateOf } from '@/shared/format/dates'
import { openPage } from '@/shared/routes'
import { Button } from '@/shared/ui/button'
import { PagedList } from '@/shared/ui/paged-list'
import { type Coupon, daysText, endsSoon, STAMPS } from './coupon.shared'
import { Ticket } from './ticket'

const NOTHING = {
  usable: { text: '还没有可以用的券', note: '领到的、兑到的券都在这里' },
  used: { text: '还没有用过券', note: '在柜台出示券码，店员一扫就抵' },
  giving: { text: '没有在送的券', note: '打开一张券，可以送给朋友' },
  given: { text: '还没有送出过券', note: '打开一张券，可以送给朋友' },
  expired: { text: '没有过期的券', note: '都用上了，真好' },
} as const

/** The lists of a wallet. */
export type Pocket = keyof typeof NOTHING

function CouponTicket({ coupon, today }: { coupon: Coupon; today: string }) {
  const { couponId, benefit, title, scope, state, gift } = coupon
  return (
    <Ticket
      benefit={benefit}
      title={title}
      scope={scope}
      days={daysText(coupon, today)}
      isSoon={endsSoon(coupon, today)}
      stamp={STAMPS[state]}
    >
      {state === 'usable' && (
        <View className="ticket-act">
          <Button label={`使用${title}`} onTap={() => openPage('coupon', { couponId })}>
            使用
          </Button>
        </View>
      )}
      {state === 'giving' && gift && (
        <View className="ticket-act">
          <Button label={`再发一次${title}`} onTap={() => openPage('gift', { giftCode: gift.giftCode })}>
            再发
          </Button>
        </View>
      )}
    </Ticket>
  )
}

interface Props {
  readonly pocket: Pocket
  /** Where there are more, when there are none here. */
  readonly onOffers?: () => void
}

/** My coupons of one pocket: those that can be used end soonest first. */
export function Wallet({ pocket, onOffers }: Props) {
  const pages = usePages((page) => client.query('coupons.wallet', { ...page, state: pocket }))
  const today = dateOf(Date.now())
  return (
    <PagedList
      pages={pages}
      words={commonWords}
      empty={{
        drawing: 'letter',
        ...NOTHING[pocket],
        ...(onOffers && { action: { text: '去领券', onTap: onOffers } }),
      }}
    >
      {({ items }) => items.map((coupon) => <CouponTicket key={coupon.couponId} coupon={coupon} today={today} />)}
    </PagedList>
  )
}
