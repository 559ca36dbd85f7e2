import { useState } from 'react'
import { merchant, usePages } from '@/shared/api'
import { moneyText } from '@/shared/format/money'
import { PagedList } from '@/shared/ui/paged-list'
import { DeskLine, DeskLines } from './desk-line'
import { scanWords } from './messages'
import { UnverifySheet } from './unverify-sheet'
import type { Store } from './use-desk'
import { becameText, canUnverify, takenOffText, type UsedCoupon, useText } from './used-coupon.shared'

function CouponLine({ coupon, onUndo }: { coupon: UsedCoupon; onUndo: () => void }) {
  const { title, amountFen } = coupon
  const became = becameText(coupon)
  const label = `撤销，${title} ${takenOffText(coupon)}`
  return (
    <DeskLine
      name={title}
      tag={became ? { text: became, tone: 'warn' } : null}
      note={useText(coupon)}
      number={takenOffText(coupon)}
      numberNote={`原价 ${moneyText(amountFen)}`}
      act={canUnverify(coupon, Date.now()) ? { text: '撤销', label, onTap: onUndo } : null}
    />
  )
}

/** The coupons that were used at a store today, newest first; a use by mistake is undone while it is fresh. */
export function UsedCoupons({ store: { storeId } }: { store: Store }) {
  const pages = usePages((page) => merchant.query('coupons.today', { storeId, ...page }))
  const [undoing, setUndoing] = useState<UsedCoupon | null>(null)
  return (
    <>
      <PagedList
        pages={pages}
        words={scanWords}
        empty={{ drawing: 'receipt', text: '今天还没有用券', note: '在柜台输入金额后扫券码，用掉的券记在这里' }}
        moreText="看更早的"
        shape="row"
      >
        {({ items }) => (
          <DeskLines>
            {items.map((coupon) => (
              <CouponLine key={coupon.couponId} coupon={coupon} onUndo={() => setUndoing(coupon)} />
            ))}
          </DeskLines>
        )}
      </PagedList>
      {undoing && <UnverifySheet storeId={storeId} coupon={undoing} onClose={() => setUndoing(null)} />}
    </>
  )
}
