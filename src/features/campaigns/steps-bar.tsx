import { Text, View } from '@tarojs/components'
import { moneyText } from '@/shared/format/money'
import { pointsText } from '@/shared/format/points'
import { Progress } from '@/shared/ui/progress'
import { addedBy, type Campaign, nextStepText, stepsPercent } from './campaign.shared'
import './steps-bar.css'

type Steps = NonNullable<Campaign['steps']>

/** The way of steps: how far, what comes next, and what each step gives. */
export function StepsBar({ steps, name }: { steps: Steps; name: string }) {
  const spent = `活动里已消费 ${moneyText(steps.spentFen)} 元`
  const next = nextStepText(steps, name)
  return (
    <View className="steps-bar">
      <Text className="steps-next">{next}</Text>
      <Progress percent={stepsPercent(steps)} label={`${spent}，${next}`} />
      <Text className="steps-spent number">{spent}</Text>
      {steps.steps.map(({ fen, isReached }, at) => (
        <View className={isReached ? 'steps-one reached' : 'steps-one'} key={fen}>
          <Text className="number">{`满 ${moneyText(fen)} 元`}</Text>
          <Text className="steps-gives number">
            {`${isReached ? '已得' : '得'} ${pointsText(addedBy(steps, at))} ${name}`}
          </Text>
        </View>
      ))}
    </View>
  )
}
