import { View } from '@tarojs/components'
import { Button } from '@/shared/ui/button'
import { Card } from '@/shared/ui/card'
import { Empty } from '@/shared/ui/empty'
import { Progress } from '@/shared/ui/progress'
import { Skeleton } from '@/shared/ui/skeleton'
import { Unavailable } from '@/shared/ui/unavailable'
import { rehearsalWords } from './messages'
import { ResultCards } from './result'
import { useRehearsal } from './use-rehearsal'
import './rehearsal.css'

const PERIODS = [30, 90, 365] as const

interface AskProps {
  readonly isPending: boolean
  readonly onAsk: (days: number) => void
}

/** How far back to look. */
function Ask({ isPending, onAsk }: AskProps) {
  return (
    <Card>
      <View className="question">把过去的日子重放一遍</View>
      <View className="periods">
        {PERIODS.map((days) => (
          <View key={days} className="period">
            <Button kind="quiet" isDisabled={isPending} onTap={() => onAsk(days)} label={`重放最近 ${days} 天`}>
              {`${days} 天`}
            </Button>
          </View>
        ))}
      </View>
    </Card>
  )
}

/** A campaign's newest rehearsal: how far it is, what it came to, and a next one. */
export function Rehearsal({ campaignId, onFindings }: { campaignId: string; onFindings: () => void }) {
  const { data, code, reload, isRunning, isPending, rehearse } = useRehearsal(campaignId)
  const ask = <Ask isPending={isPending || isRunning} onAsk={(days) => void rehearse(days)} />
  if (!data && code === 'no_such_rehearsal')
    return (
      <>
        {ask}
        {isPending ? (
          <Skeleton shape="card" />
        ) : (
          <Empty
            drawing="calendar"
            text={rehearsalWords[code]}
            note="用真实的消费、签到和入会算一遍：谁会得、每天发多少、预算哪天用完"
            action={{ text: '先看体检', onTap: onFindings }}
          />
        )}
      </>
    )
  if (!data && code) return <Unavailable text={rehearsalWords[code]} code={code} onRetry={reload} />
  if (!data)
    return (
      <>
        <Skeleton shape="row" />
        <Skeleton shape="card" />
      </>
    )
  return (
    <>
      {ask}
      {isRunning && (
        <Card>
          <View className="question">{data.state === 'collecting' ? '正在收集发生过的事' : '正在重放'}</View>
          <View className="under-way">
            <Progress percent={data.percent} label={`预演完成 ${data.percent}%`} />
          </View>
          <View className="sums-note">{`完成 ${data.percent}%，关掉这一页也会接着做`}</View>
        </Card>
      )}
      {data.state === 'failed' && (
        <Empty drawing="cloud" text="这次没有做成" note="再预演一次；还不行请看云函数的日志" />
      )}
      {data.result && <ResultCards told={data} result={data.result} />}
    </>
  )
}
