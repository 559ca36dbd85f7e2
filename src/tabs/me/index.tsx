import { useUnread } from '@/features/inbox'
import { MemberHead, useMe, Welcome } from '@/features/members'
import { isKnownAsOperator, isKnownAsStaff } from '@/features/merchant-desk'
import { OperatorEntry } from '@/features/operator-campaigns'
import { ReferralCell } from '@/features/referrals'
import { commonWords, type Data } from '@/shared/api'
import { pointsText } from '@/shared/format/points'
import { openPage } from '@/shared/routes'
import { usePointsName } from '@/shared/theme/programme'
import { Card } from '@/shared/ui/card'
import { Cell } from '@/shared/ui/cell'
import { Skeleton } from '@/shared/ui/skeleton'
import { Unavailable } from '@/shared/ui/unavailable'
import { TabPage } from '../tab-page'

function MemberMe({ me, unread }: { me: Data<'members.me'>; unread: string }) {
  const name = usePointsName()
  return (
    <>
      <MemberHead me={me} />
      <Card>
        {me.tier && <Cell title="会员等级" value={me.tier} onTap={() => openPage('tier')} />}
        <Cell title="会员资格" onTap={() => openPage('memberships')} />
        <Cell title="会员码" onTap={() => openPage('card')} />
        <Cell title={`${name}明细`} value={pointsText(me.points.available)} onTap={() => openPage('statement')} />
        <Cell title="优惠券" onTap={() => openPage('wallet')} />
        <Cell title={`${name}到期日`} onTap={() => openPage('expiring')} />
        <Cell title="消费记录" onTap={() => openPage('orders')} />
        <Cell title="签到日历" onTap={() => openPage('calendar')} />
        <ReferralCell />
      </Card>
      <Card>
        <Cell title="消息" tag={unread} onTap={() => openPage('inbox')} />
        <Cell title="个人资料" onTap={() => openPage('profile')} />
        <Cell title="会员与隐私说明" onTap={() => openPage('consent')} />
      </Card>
      {isKnownAsStaff() && (
        <Card>
          <Cell title="店员工作台" onTap={() => openPage('desk')} />
        </Card>
      )}
      {isKnownAsOperator() && <OperatorEntry />}
    </>
  )
}

export default function MePage() {
  // Asked here, so that it shares the page's one call; to a visitor it is refused and never shown.
  const unread = useUnread()
  const { me, isVisitor, trouble, reload } = useMe()
  return (
    <TabPage>
      {me && <MemberMe me={me} unread={unread} />}
      {isVisitor && <Welcome />}
      {trouble && <Unavailable text={commonWords[trouble]} code={trouble} onRetry={reload} />}
      {!me && !isVisitor && !trouble && (
        <>
          <Skeleton shape="row" />
          <Skeleton shape="card" />
        </>
      )}
    </TabPage>
  )
}
