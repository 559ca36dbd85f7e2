import { Text, View } from '@tarojs/components'
import { commonWords, type Data, useQuery } from '@/shared/api'
import { dateOf, dateText, withSpokenDates } from '@/shared/format/dates'
import { pointsText } from '@/shared/format/points'
import { usePointsName } from '@/shared/theme/programme'
import { Card } from '@/shared/ui/card'
import { Empty } from '@/shared/ui/empty'
import { Progress } from '@/shared/ui/progress'
import { Skeleton } from '@/shared/ui/skeleton'
import { Tag } from '@/shared/ui/tag'
import { Unavailable } from '@/shared/ui/unavailable'
import { changeText, leftText, percentOf, stepText } from './tier.shared'
import './tier.css'

type Mine = Data<'tiers.mine'>

/** Where I stand: the tier, how long it is sure, and the way to the next one. */
function Standing({ mine, today }: { mine: Mine & { tier: NonNullable<Mine['tier']> }; today: string }) {
  const { tier, growth, next, keepText, lent } = mine
  return (
    <Card>
      <View className="tier-name">{tier.name}</View>
      {keepText && <Text className="tier-keep">{withSpokenDates(keepText, today)}</Text>}
      {lent && <Text className="tier-lent">{`正在体验${lent.tier.name}，到${dateText(lent.until, today)}为止`}</Text>}
      {next && (
        <View className="tier-next">
          <Progress
            percent={percentOf(next.progressBps)}
            label={`离${next.tier.name}还差 ${pointsText(next.missingGrowth)} 成长值`}
          />
          <View className="tier-scale number">
            <Text>{`成长值 ${pointsText(growth)}`}</Text>
            <Text>{`${next.tier.name} ${pointsText(growth + next.missingGrowth)}`}</Text>
          </View>
          <Text className="tier-sentence">{withSpokenDates(next.sentence, today)}</Text>
        </View>
      )}
      {!next && <Text className="tier-sentence">{`成长值 ${pointsText(growth)}，已经是最高等级`}</Text>}
    </Card>
  )
}

function Benefits({ benefits }: Pick<Mine, 'benefits'>) {
  return (
    <Card>
      <View className="tier-head">我的权益</View>
      {benefits.map((benefit) => (
        <View className={benefit.left === 0 ? 'benefit used-up' : 'benefit'} key={benefit.benefitId}>
          <View className="benefit-lines">
            <Text className="benefit-name">{benefit.name}</Text>
            <Text className="benefit-text">{benefit.text}</Text>
          </View>
          <Text className="benefit-left">{leftText(benefit)}</Text>
        </View>
      ))}
      <View className="tier-note">在店里出示会员码，请店员为您使用</View>
    </Card>
  )
}

function Ladder({ mine }: { mine: Mine }) {
  return (
    <Card>
      <View className="tier-head">全部等级</View>
      {mine.ladder.map(({ tier, growthAtLeast, rateText, benefits }) => (
        <View className="rung" key={tier.tierId}>
          <View className="rung-head">
            <Text className="rung-name">{tier.name}</Text>
            {tier.tierId === mine.tier?.tierId && <Tag text="当前" />}
            <Text className="rung-growth number">{stepText(growthAtLeast)}</Text>
          </View>
          <Text className="benefit-text">{[rateText, ...benefits.map(({ name }) => name)].join('、')}</Text>
        </View>
      ))}
    </Card>
  )
}

function History({ mine, today }: { mine: Mine; today: string }) {
  return (
    <Card>
      <View className="tier-head">变化记录</View>
      {mine.history.map(({ from, to, on, cause }) => (
        <View className="rung" key={`${on}${to}`}>
          <View className="rung-head">
            <Text className="rung-name">{changeText({ from, to }, mine.ladder)}</Text>
            <Text className="rung-growth">{dateText(on, today)}</Text>
          </View>
          <Text className="benefit-text">{cause}</Text>
        </View>
      ))}
    </Card>
  )
}

/** What my tier gives, how it is kept, and what the next one takes. */
export function TierView() {
  const name = usePointsName()
  const { data: mine, code, reload } = useQuery('tiers.mine', {})
  if (!mine && code) return <Unavailable text={commonWords[code]} code={code} onRetry={reload} />
  if (!mine)
    return (
      <>
        <Skeleton shape="card" />
        <Skeleton shape="card" />
      </>
    )
  const { tier } = mine
  if (!tier) return <Empty drawing="shelf" text="还没有等级" note="门店开通会员等级后，您的成长值会从第一单算起" />
  const today = dateOf(Date.now())
  return (
    <>
      <Standing mine={{ ...mine, tier }} today={today} />
      {mine.benefits.length > 0 && <Benefits benefits={mine.benefits} />}
      <Ladder mine={mine} />
      {mine.history.length > 0 && <History mine={mine} today={today} />}
      <View className="tier-rules">{`每消费 1 元得 1 成长值；使用${name}不影响成长值，退款会扣回`}</View>
    </>
  )
}
