import { Text, View } from '@tarojs/components'
import { type CheckIn, CheckInCard, useCheckIn } from '@/features/check-in'
import { useMe, Welcome } from '@/features/members'
import { ExpiryNotice, PointsCard } from '@/features/points'
import { commonWords, type Data } from '@/shared/api'
import { greeting } from '@/shared/format/dates'
import { usePointsName } from '@/shared/theme/programme'
import { Skeleton } from '@/shared/ui/skeleton'
import { Tag } from '@/shared/ui/tag'
import { Unavailable } from '@/shared/ui/unavailable'
import { TabPage } from '../tab-page'
import './index.css'

function MemberHome({ me, checkIn }: { me: Data<'members.me'>; checkIn: CheckIn }) {
  const name = usePointsName()
  return (
    <>
      <View className="greeting">
        <Text className="greeting-text">{`${greeting(Date.now())}，${me.member.nickname}`}</Text>
        {me.tier && <Tag text={me.tier} />}
      </View>
      <ExpiryNotice nextExpiry={me.points.nextExpiry} name={name} />
      <PointsCard points={me.points} name={name} />
      <CheckInCard pointsName={name} {...checkIn} />
    </>
  )
}

export default function HomePage() {
  // Both asked here, so that they share the page's one call; a visitor's check-in is refused and never shown.
  const { me, isVisitor, trouble, reload } = useMe()
  const checkIn = useCheckIn()
  return (
    <TabPage>
      {me && <MemberHome me={me} checkIn={checkIn} />}
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
