import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { commonWords, useQuery } from '@/shared/api'
import { dateOf } from '@/shared/format/dates'
import { Bullets } from '@/shared/ui/bullets'
import { Card } from '@/shared/ui/card'
import { Empty } from '@/shared/ui/empty'
import { Skeleton } from '@/shared/ui/skeleton'
import { Tag } from '@/shared/ui/tag'
import { Unavailable } from '@/shared/ui/unavailable'
import { type Membership, termText } from './membership.shared'
import './memberships.css'

function MembershipCard({ membership }: { membership: Membership }) {
  const { name, isActive, includes } = membership
  return (
    <Card>
      <View className="membership-head">
        <Text className={isActive ? 'membership-name' : 'membership-name over'}>{name}</Text>
        {isActive && <Tag text="有效" />}
      </View>
      <Text className="membership-term number">{termText(membership, dateOf(Date.now()))}</Text>
      <Bullets lines={includes} />
    </Card>
  )
}

/** What I am for a time: until when, and what belongs to it. */
export function Memberships() {
  const { data, code, reload } = useQuery('rewards.memberships', {})
  if (!data && code) return <Unavailable text={commonWords[code]} code={code} onRetry={reload} />
  if (!data) return <Skeleton shape="card" />
  if (data.items.length === 0)
    return (
      <Empty
        drawing="shelf"
        text="还没有会员资格"
        note="商城里的会员卡，兑换后就在这里"
        action={{ text: '去商城看看', onTap: () => void Taro.switchTab({ url: '/tabs/mall/index' }) }}
      />
    )
  return (
    <>
      {data.items.map((membership) => (
        <MembershipCard key={`${membership.name}${membership.from}`} membership={membership} />
      ))}
    </>
  )
}
