import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { dateText } from '@/shared/format/dates'
import { pointsText } from '@/shared/format/points'
import { Button } from '@/shared/ui/button'
import { Card } from '@/shared/ui/card'
import { Dialog } from '@/shared/ui/dialog'
import { Calendar } from './calendar'
import type { Status } from './days.shared'
import { Ladder } from './ladder'
import { RollingNumber } from './rolling-number'
import type { CheckIn } from './use-check-in'
import './month-view.css'

type Props = Omit<CheckIn, 'status' | 'code' | 'reload'> & {
  readonly status: Status
  readonly pointsName: string
}

function makeUpText({ makeUpLeft, hasDays }: { makeUpLeft: number; hasDays: boolean }): string {
  if (makeUpLeft === 0) return '本月的补签机会用完了'
  return hasDays ? `有圆点的日子可以补签，本月还能补 ${makeUpLeft} 天` : `漏签了可以补，本月还能补 ${makeUpLeft} 天`
}

export function MonthView({ status, pointsName, earned, perform, isPerforming, performMakeUp, isMakingUp }: Props) {
  const [missed, setMissed] = useState<string | null>(null)
  const { today, isCheckedIn, streakDays, todayPoints, makeUpLeft, makeUpDates } = status

  async function confirmMakeUp() {
    if (missed) await performMakeUp(missed)
    setMissed(null)
  }

  return (
    <>
      <Card>
        <View className="streak">
          <Text className="streak-text">连续签到</Text>
          <RollingNumber from={earned?.streakBefore ?? streakDays} to={streakDays} />
          <Text className="streak-text">天</Text>
        </View>
        <View className="streak-earned">
          {earned
            ? `+${pointsText(earned.points)} ${pointsName}已到账，共 ${pointsText(earned.balance)}`
            : isCheckedIn && '今天签过了，明天再来'}
        </View>
        {!isCheckedIn && (
          <Button isPending={isPerforming} onTap={perform}>
            {isPerforming ? '正在签到' : `签到，得 ${pointsText(todayPoints)} ${pointsName}`}
          </Button>
        )}
      </Card>
      <Card>
        <View className="month-title">{`签到得${pointsName}`}</View>
        <Ladder status={status} pointsName={pointsName} />
      </Card>
      <Card>
        <View className="month-title">{`${Number(today.slice(5, 7))}月`}</View>
        <Calendar status={status} onMakeUp={setMissed} />
        <View className="month-note">{makeUpText({ makeUpLeft, hasDays: makeUpDates.length > 0 })}</View>
      </Card>
      {missed && (
        <Dialog
          title={`补签${dateText(missed, today)}`}
          text={`补签后，这一天也算签到\n本月还能补 ${makeUpLeft} 天`}
          confirmText="补签"
          isPending={isMakingUp}
          onConfirm={confirmMakeUp}
          onCancel={() => setMissed(null)}
        />
      )}
    </>
  )
}
