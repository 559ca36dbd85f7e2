import { Text, View } from '@tarojs/components'
import { useQuery } from '@/shared/api'
import { dateOf, momentText, spokenDate } from '@/shared/format/dates'
import { usePointsName } from '@/shared/theme/programme'
import { Card } from '@/shared/ui/card'
import { Skeleton } from '@/shared/ui/skeleton'
import { Unavailable } from '@/shared/ui/unavailable'
import { wheelWords } from './messages'
import { Odds } from './odds'
import { endText, type Wheel, waysText } from './wheel.shared'
import './rules-view.css'

/** What the law asks to publish, in the order in which a person would ask. */
const FACTS: readonly (readonly [keyof Wheel['disclosure'], string])[] = [
  ['conditions', '谁能参加'],
  ['drawTime', '抽奖时间'],
  ['drawMethod', '抽奖方式'],
  ['claimTime', '兑奖时间'],
  ['claimConditions', '兑奖条件'],
  ['claimMethod', '兑奖方式'],
  ['delivery', '奖品交付'],
  ['forfeiture', '弃奖'],
  ['prizeRules', '奖品使用规则'],
  ['minors', '未成年人'],
  ['organiser', '主办方'],
  ['contact', '联系方式'],
]

function Fact({ title, text }: { title: string; text: string }) {
  return (
    <View className="fact">
      <Text className="fact-title">{title}</Text>
      <Text className="fact-text">{text}</Text>
    </View>
  )
}

function Promises({ wheel, today }: { wheel: Wheel; today: string }) {
  if (wheel.promises.length === 0) return null
  return (
    <Card>
      <View className="facts-head">公平承诺</View>
      <Text className="fact-text">
        下面的指纹在当天开始前公布。指纹公布后，密钥和奖品概率都改不了；当天结束后公布密钥，每个人都能重新验证自己的抽奖。
      </Text>
      {wheel.promises.map(({ date, secretHash, listHash, committedAtMs }) => (
        <View key={date} className="fact">
          <Text className="fact-title">{`${spokenDate(date, today)}，公布于 ${momentText(committedAtMs, today)}`}</Text>
          <Text className="fact-hash" userSelect>{`密钥 ${secretHash}`}</Text>
          <Text className="fact-hash" userSelect>{`奖品 ${listHash}`}</Text>
        </View>
      ))}
    </Card>
  )
}

/** The rules of a wheel and all that is published of it. */
export function RulesView({ campaignId }: { campaignId: string }) {
  const name = usePointsName()
  const { data: wheel, code, reload } = useQuery('lottery.wheel', { campaignId })
  if (!wheel && code) return <Unavailable text={wheelWords[code]} code={code} onRetry={reload} />
  if (!wheel)
    return (
      <>
        <Skeleton shape="card" />
        <Skeleton shape="card" />
      </>
    )
  const today = dateOf(Date.now())
  return (
    <>
      <Card>
        <View className="facts-head">{wheel.title}</View>
        <Fact title="活动时间" text={`${momentText(wheel.fromMs, today)} 到 ${endText(wheel.untilMs, today)}`} />
        <Fact title="抽奖机会" text={waysText(wheel).join('；')} />
        {FACTS.map(([fact, title]) => (
          <Fact key={fact} title={title} text={wheel.disclosure[fact]} />
        ))}
      </Card>
      <Odds wheel={wheel} pointsName={name} />
      <Promises wheel={wheel} today={today} />
    </>
  )
}
