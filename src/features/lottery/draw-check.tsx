import { Text, View } from '@tarojs/components'
import { useQuery } from '@/shared/api'
import { dateOf, momentText } from '@/shared/format/dates'
import { iconClass } from '@/shared/ui/icon'
import { labelled } from '@/shared/ui/labelled'
import { Skeleton } from '@/shared/ui/skeleton'
import { Unavailable } from '@/shared/ui/unavailable'
import { type Check, checksOf, type DayProof, type MyDraw } from './check.shared'
import { prizeText, whenText } from './draws.shared'
import { proofWords } from './messages'
import { seenPromise } from './seen-promises'
import './draw-check.css'

const HOW =
  '每天开始前，转盘先公布两个指纹：当天密钥的指纹，和奖品概率表的指纹。指纹公布后，密钥和奖品就都改不了了。这一天结束后公布密钥，您的手机就能自己把结果重新算一遍。'

function Checks({ checks }: { checks: readonly Check[] }) {
  const isRight = checks.every((check) => check.isRight)
  const word = isRight ? '一致，这次抽奖没有被改过' : '不一致，请联系门店核对，并出示本页'
  return (
    <View className={isRight ? 'draw-checks' : 'draw-checks wrong'}>
      <View className="draw-checks-result" {...labelled('status', word)}>
        <View className={iconClass(isRight ? 'check' : 'alert')} />
        <Text className="draw-checks-word">{word}</Text>
      </View>
      {checks.map((check) => (
        <View
          key={check.text}
          className={check.isRight ? 'draw-checks-line' : 'draw-checks-line wrong'}
          {...labelled('img', `${check.isRight ? '对' : '不对'}：${check.text}`)}
        >
          <View className={iconClass(check.isRight ? 'check' : 'alert')} />
          <Text>{check.text}</Text>
        </View>
      ))}
    </View>
  )
}

function Fingerprints({ day }: { day: DayProof }) {
  const lines = [
    ['密钥指纹', day.secretHash],
    ['奖品概率指纹', day.listHash],
    ...(day.secret === null ? [] : [['公布的密钥', day.secret]]),
  ] as const
  return (
    <>
      {lines.map(([title, value]) => (
        <Text key={title} className="draw-hash" userSelect>{`${title} ${value}`}</Text>
      ))}
    </>
  )
}

/** One draw, run again on the member's own phone, and what exactly was checked. */
export function DrawCheck({ drawn, name }: { drawn: MyDraw; name: string }) {
  const { campaignId, date } = drawn.proof
  const { data: day, code, reload } = useQuery('lottery.proof', { campaignId, date })
  if (!day && code) return <Unavailable text={proofWords[code]} code={code} onRetry={reload} />
  if (!day) return <Skeleton shape="row" />
  const checks = checksOf(drawn, day, seenPromise(campaignId, date))
  const today = dateOf(Date.now())
  return (
    <View className="draw-check">
      <Text className="draw-check-prize">{prizeText(drawn, name)}</Text>
      <Text className="draw-check-when number">{whenText(drawn, Date.now())}</Text>
      {checks ? (
        <Checks checks={checks} />
      ) : (
        <Text className="draw-check-wait">
          {day.revealsAtMs === null
            ? '这一天的密钥还没有公布'
            : `这一天的密钥 ${momentText(day.revealsAtMs, today)} 公布，到时候再来验证`}
        </Text>
      )}
      <Text className="draw-check-how">{HOW}</Text>
      <Text className="draw-check-how">{`指纹公布于 ${momentText(day.committedAtMs, today)}`}</Text>
      <Fingerprints day={day} />
    </View>
  )
}
