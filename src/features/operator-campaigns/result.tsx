import { View } from '@tarojs/components'
import type { Data } from '@/shared/api'
import { dateOf, dateText } from '@/shared/format/dates'
import { moneyText } from '@/shared/format/money'
import { pointsText } from '@/shared/format/points'
import { usePointsName } from '@/shared/theme/programme'
import { Card } from '@/shared/ui/card'
import { Table } from '@/shared/ui/table'
import { Chart } from './chart'
import { pointsByDay, sumsSoFar } from './chart.shared'
import { CostRange } from './cost-range'
import { Sums } from './sums'
import './result.css'

type Told = Data<'ops.rehearsal'>
type Result = NonNullable<Told['result']>

const SHOWN_DAYS = 5

function Charts({ told, result, today }: { told: Told; result: Result; today: string }) {
  const pointsName = usePointsName()
  const values = pointsByDay(told, result.days)
  const ends = { first: dateText(told.from, today), last: dateText(told.to, today) }
  const sums = sumsSoFar(values)
  const most = [...result.days].sort((one, other) => other.points - one.points).slice(0, SHOWN_DAYS)
  const { budgetPoints } = told
  const used = `一共 ${pointsText(sums.at(-1) ?? 0)}`
  return (
    <Card>
      <View className="question">{`每天发多少${pointsName}`}</View>
      <Chart
        label={`每天发的${pointsName}，最多一天 ${pointsText(Math.max(0, ...values))}`}
        values={values}
        {...ends}
      />
      {budgetPoints !== null && (
        <>
          <View className="question">预算用到哪里</View>
          <Chart label={`${used}，预算 ${pointsText(budgetPoints)}`} values={sums} level={budgetPoints} {...ends} />
        </>
      )}
      {result.ranOut.map(({ budget, at, refused }) => (
        <View key={budget} className="ran-out">{`${budget}在 ${at} 第一次不够，${refused} 次没给成`}</View>
      ))}
      <Table
        head={['发得最多的几天', '次', pointsName, '元']}
        rows={most.map(({ date, awards, points, costFen }) => ({
          key: date,
          cells: [dateText(date, today), pointsText(awards), pointsText(points), moneyText(costFen)],
        }))}
      />
    </Card>
  )
}

function Winners({ winners }: Pick<Result, 'winners'>) {
  const pointsName = usePointsName()
  return (
    <Card>
      <View className="question">谁得得最多</View>
      <Table
        head={['会员', '次', pointsName, '礼']}
        rows={winners.map(({ memberId, name, awards, points, giftFen }) => ({
          key: memberId,
          cells: [name, pointsText(awards), pointsText(points), moneyText(giftFen)],
        }))}
      />
    </Card>
  )
}

function Collisions({ collisions }: Pick<Result, 'collisions'>) {
  return (
    <Card>
      <View className="question">和哪些活动撞上</View>
      <Table
        head={['活动', '次', '它给了', '少给了']}
        rows={collisions.map(({ campaignId, title, events, otherPoints, displacedPoints }) => ({
          key: campaignId,
          cells: [title, pointsText(events), pointsText(otherPoints), pointsText(displacedPoints)],
        }))}
      />
    </Card>
  )
}

/** What a rehearsal came to: numbers first, then one chart for each question with a table under it. */
export function ResultCards({ told, result }: { told: Told; result: Result }) {
  const pointsName = usePointsName()
  const { sums, winners, collisions, costs } = result
  const today = dateOf(Date.now())
  return (
    <>
      <Card>
        <Sums
          sums={[
            ['会得的会员', pointsText(sums.members)],
            [pointsName, pointsText(sums.points)],
            ['约合（元）', moneyText(sums.costFen)],
          ]}
        />
        <View className="sums-note">
          {`${dateText(told.from, today)} 至 ${dateText(told.to, today)}，${pointsText(sums.events)} 件事里给了 ${pointsText(sums.awards)} 次`}
        </View>
      </Card>
      <Charts told={told} result={result} today={today} />
      <CostRange costs={costs} />
      {winners.length > 0 && <Winners winners={winners} />}
      {collisions.length > 0 && <Collisions collisions={collisions} />}
    </>
  )
}
