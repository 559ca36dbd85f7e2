import { Text, View } from '@tarojs/components'
import { operator } from '@/shared/api'
import { addDays, dateOf, dateText, daysBetween, momentText } from '@/shared/format/dates'
import { pointsText } from '@/shared/format/points'
import { usePointsName } from '@/shared/theme/programme'
import { Card } from '@/shared/ui/card'
import { Empty } from '@/shared/ui/empty'
import { Progress } from '@/shared/ui/progress'
import { Skeleton } from '@/shared/ui/skeleton'
import { Table } from '@/shared/ui/table'
import { Tag } from '@/shared/ui/tag'
import { Unavailable } from '@/shared/ui/unavailable'
import { Chart } from './chart'
import { pointsByDay } from './chart.shared'
import { reportWords } from './messages'
import { budgetName, leftText, type Report as Told, usedPercent } from './report.shared'
import { Sums } from './sums'
import './report.css'

const SHOWN_DAYS = 7
/** A line of more days than this is no longer read by the day. */
const MOST_DAYS = 90

const PACES = { normal: '正常', slow: '放慢', stop: '停发' } as const

function Head({ told, today }: { told: Told; today: string }) {
  const pointsName = usePointsName()
  const { total, pace, paceText, waiting, asOfMs } = told
  return (
    <Card>
      <Sums
        sums={[
          ['给了（次）', pointsText(total.awards)],
          [pointsName, pointsText(total.points)],
          ['礼（件）', pointsText(total.gifts)],
        ]}
      />
      {asOfMs !== null && <View className="sums-note">{`算到 ${momentText(asOfMs, today)}`}</View>}
      {pace && paceText && (
        <View className="report-pace">
          <Tag text={PACES[pace]} tone={pace === 'normal' ? 'plain' : 'warn'} />
          <Text className="report-pace-text">
            {waiting.length > 0 ? `${paceText}（${waiting.length} 位会员先等着）` : paceText}
          </Text>
        </View>
      )}
    </Card>
  )
}

function Budgets({ budgets }: Pick<Told, 'budgets'>) {
  const pointsName = usePointsName()
  return (
    <Card>
      <View className="question">预算还剩多少</View>
      {budgets.map((budget) => (
        <View key={`${budget.unit}|${budget.by}`} className="report-budget">
          <View className="report-budget-head">
            <Text className="number">{budgetName(budget, pointsName)}</Text>
            <Text className="report-budget-left number">{leftText(budget)}</Text>
          </View>
          <Progress percent={usedPercent(budget)} label={`${budgetName(budget, pointsName)}，${leftText(budget)}`} />
        </View>
      ))}
    </Card>
  )
}

function Days({ days, today }: Pick<Told, 'days'> & { today: string }) {
  const pointsName = usePointsName()
  const [first, last] = [days.at(0)?.date ?? today, days.at(-1)?.date ?? today]
  const from = daysBetween(first, last) < MOST_DAYS ? first : addDays(last, 1 - MOST_DAYS)
  const values = pointsByDay({ from, to: last }, days)
  return (
    <Card>
      <View className="question">{`每天发了多少${pointsName}`}</View>
      <Chart
        label={`每天发的${pointsName}，最多一天 ${pointsText(Math.max(0, ...values))}`}
        values={values}
        first={dateText(from, today)}
        last={dateText(last, today)}
      />
      <Table
        head={['最近几天', '人', '次', pointsName]}
        rows={days
          .slice(-SHOWN_DAYS)
          .reverse()
          .map(({ date, members, awards, points }) => ({
            key: date,
            cells: [dateText(date, today), pointsText(members), pointsText(awards), pointsText(points)],
          }))}
      />
    </Card>
  )
}

/** What a campaign has given so far, at which pace, and what is left. */
export function Report({ campaignId }: { campaignId: string }) {
  const { data, code, reload } = operator.useQuery('ops.campaign-report', { campaignId })
  if (!data && code === 'no_such_campaign')
    return <Empty drawing="calendar" text="还没有发布" note="发布以后，这里看每天发了多少、预算还剩多少" />
  if (!data && code) return <Unavailable text={reportWords[code]} code={code} onRetry={reload} />
  if (!data)
    return (
      <>
        <Skeleton shape="card" />
        <Skeleton shape="card" />
      </>
    )
  const today = dateOf(Date.now())
  return (
    <>
      <Head told={data} today={today} />
      {data.budgets.length > 0 && <Budgets budgets={data.budgets} />}
      {data.days.length > 0 ? (
        <Days days={data.days} today={today} />
      ) : (
        <Empty
          drawing="receipt"
          text="还没有给出什么"
          note="每 3 小时加一次；转盘抽了多少，在控制台用 lottery.report 看"
        />
      )}
    </>
  )
}
