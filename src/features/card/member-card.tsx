import { Text, View } from '@tarojs/components'
import { commonWords, useQuery } from '@/shared/api'
import { CodeScreen } from '@/shared/code/code-screen'
import { pointsText } from '@/shared/format/points'
import { openPage } from '@/shared/routes'
import { usePointsName } from '@/shared/theme/programme'
import { Card } from '@/shared/ui/card'
import { Cell } from '@/shared/ui/cell'
import { Skeleton } from '@/shared/ui/skeleton'
import { Tag } from '@/shared/ui/tag'
import { Unavailable } from '@/shared/ui/unavailable'
import './member-card.css'

/** What I show at the counter: a code that lives a minute or two and renews itself. */
export function MemberCard() {
  const { data: card, code, reload } = useQuery('members.card', {})
  const { data: me } = useQuery('members.me', {})
  const name = usePointsName()
  if (!card && code) return <Unavailable text={commonWords[code]} code={code} onRetry={reload} />
  if (!card) return <Skeleton shape="card" />
  return (
    <>
      {me && (
        <View className="card-owner">
          <Text className="card-owner-name">{me.member.nickname}</Text>
          {me.tier && <Tag text={me.tier} />}
        </View>
      )}
      <CodeScreen answer={card} onExpired={reload} />
      <Card>
        {me && (
          <Cell title={`我的${name}`} value={pointsText(me.points.available)} onTap={() => openPage('statement')} />
        )}
        <Cell title="消费记录" onTap={() => openPage('orders')} />
      </Card>
    </>
  )
}
