import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { weekdayText } from '@/shared/format/dates'
import { pointsText } from '@/shared/format/points'
import { openPage } from '@/shared/routes'
import { Button } from '@/shared/ui/button'
import { Card } from '@/shared/ui/card'
import { labelled } from '@/shared/ui/labelled'
import { Skeleton } from '@/shared/ui/skeleton'
import { weekOf } from './days.shared'
import type { CheckIn } from './use-check-in'
import './check-in-card.css'

interface Props extends Pick<CheckIn, 'status' | 'perform' | 'isPerforming'> {
  readonly pointsName: string
}

/** Today's act: the week with today open, and one button. */
export function CheckInCard({ status, pointsName, perform, isPerforming }: Props) {
  if (!status) return <Skeleton shape="card" />
  const { streakDays, isCheckedIn, todayPoints } = status

  const week = weekOf(status).map((day) => ({ ...day, name: day.isToday ? '今' : weekdayText(day.date) }))

  async function checkIn() {
    const earned = await perform()
    if (earned) void Taro.showToast({ title: `${pointsText(earned.points)} ${pointsName}已到账`, icon: 'none' })
  }

  return (
    <Card>
      <View className="check-in-head" onClick={() => openPage('calendar')} {...labelled('button', '签到日历')}>
        <Text className="check-in-title">{streakDays > 0 ? `连续签到 ${streakDays} 天` : '每日签到'}</Text>
        <Text className="check-in-more">日历</Text>
      </View>
      <View className="week">
        {week.map(({ date, dayOfMonth, state, isToday, name }) => (
          <View compileMode key={date} className="week-day">
            <Text className="week-name">{name}</Text>
            <View className={isToday ? `day ${state} today` : `day ${state}`}>{dayOfMonth}</View>
          </View>
        ))}
      </View>
      {isCheckedIn ? (
        <View className="check-in-done">今天签过了，明天再来</View>
      ) : (
        <Button isPending={isPerforming} onTap={checkIn}>
          {isPerforming ? '正在签到' : `签到，得 ${pointsText(todayPoints)} ${pointsName}`}
        </Button>
      )}
    </Card>
  )
}
