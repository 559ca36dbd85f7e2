import { Text, View } from '@tarojs/components'
import { LiveCampaign, useLiveCampaign } from '@/features/campaigns'
import { CardButton } from '@/features/card'
import { type CheckIn, CheckInCard, useCheckIn } from '@/features/check-in'
import { EndingSoon, useEndingSoon } from '@/features/coupons'
import { useMe, Welcome } from '@/features/members'
import { ConfirmRequest, type Requests, useRequests } from '@/features/orders'
import { ExpiryNotice, PointsCard } from '@/features/points'
import { useWithinReach, WithinReach } from '@/features/rewards'
import { Arrival } from '@/features/sharing'
import { TierTag } from '@/features/tiers'
import { commonWords, type Data } from '@/shared/api'
import { greeting } from '@/shared/format/dates'
import { usePointsName } from '@/shared/theme/programme'
import { Skeleton } from '@/shared/ui/skeleton'
import { Unavailable } from '@/shared/ui/unavailable'
import { TabPage } from '../tab-page'
import './index.css'

interface Props {
  readonly me: Data<'members.me'>
  readonly checkIn: CheckIn
  readonly requests: Requests
  readonly offers: ReturnType<typeof useWithinReach>
  readonly coupons: ReturnType<typeof useEndingSoon>
  readonly running: ReturnType<typeof useLiveCampaign>
}

function MemberHome({ me, checkIn, requests, offers, coupons, running }: Props) {
  const name = usePointsName()
  return (
    <>
      <View className="greeting">
        <Text className="greeting-text">{`${greeting(Date.now())}，${me.member.nickname}`}</Text>
        {me.tier && <TierTag name={me.tier} />}
        <CardButton />
      </View>
      <ConfirmRequest {...requests} />
      <ExpiryNotice nextExpiry={me.points.nextExpiry} name={name} />
      <PointsCard points={me.points} name={name} />
      <CheckInCard pointsName={name} {...checkIn} />
      <EndingSoon coupons={coupons} />
      <WithinReach offers={offers} name={name} />
      <LiveCampaign {...running} />
    </>
  )
}

export default function HomePage() {
  // All asked here, so that they share the page's one call; a visitor's check-in is refused and never shown.
  const { me, isVisitor, trouble, reload } = useMe()
  const checkIn = useCheckIn()
  const requests = useRequests()
  const offers = useWithinReach()
  const coupons = useEndingSoon()
  const running = useLiveCampaign()
  return (
    <TabPage>
      <Arrival />
      {me && (
        <MemberHome me={me} checkIn={checkIn} requests={requests} offers={offers} coupons={coupons} running={running} />
      )}
      {isVisitor && <Welcome />}
      {trouble && <Unavailable text={commonWords[trouble]} code={trouble} onRetry={reload} />}
      {!me && !isVisitor && !trouble && (
        <>
          <Skeleton shape="line" />
          <Skeleton shape="card" />
          <Skeleton shape="card" />
        </>
      )}
    </TabPage>
  )
}
