import { Text, View } from '@tarojs/components'
import { pointsText } from '@/shared/format/points'
import { labelled } from '@/shared/ui/labelled'
import { Progress } from '@/shared/ui/progress'
import type { Status } from './days.shared'
import { nextPrizeOf, stepsOf } from './ladder.shared'
import './ladder.css'

/** What each day of the lap gives, as a path of small steps, and the way to the next prize. */
export function Ladder({ status, pointsName }: { status: Status; pointsName: string }) {
  const next = nextPrizeOf(status)
  return (
    <>
      <View className="ladder">
        {stepsOf(status).map(({ day, points, prize, state }) => (
          <View
            key={day}
            className={`step ${state}`}
            {...labelled('img', `第 ${day} 天 ${points} ${pointsName}${prize ? `，另得 ${prize}` : ''}`)}
          >
            <View className={prize ? 'step-points prize' : 'step-points'}>{`+${pointsText(points + prize)}`}</View>
            <Text className="step-day">{`第${day}天`}</Text>
          </View>
        ))}
      </View>
      {next && (
        <View className="next-prize">
          <Text className="next-prize-text">
            {`再签 ${next.daysLeft} 天，连续满 ${next.atStreakDays} 天多得 ${pointsText(next.points)} ${pointsName}`}
          </Text>
          <Progress percent={next.percent} label={`连续 ${status.streakDays} 天，目标 ${next.atStreakDays} 天`} />
        </View>
      )}
    </>
  )
}
