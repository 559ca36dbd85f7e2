import { Text, View } from '@tarojs/components'
import type { Data } from '@/shared/api'
import { Bars } from '@/shared/chart/bars'
import { momentText } from '@/shared/format/dates'
import { moneyText } from '@/shared/format/money'
import { labelled } from '@/shared/ui/labelled'
import { hasBrought, stepsOf } from './sharing-steps.shared'
import './card-results.css'

export type Result = Data<'sharing.report'>['items'][number]

interface Props {
  readonly results: readonly Result[]
  readonly today: string
  readonly onPoster: (shareCode: string) => void
}

/** What each card brought. */
export function CardResults({ results, today, onPoster }: Props) {
  return (
    <>
      {results.map((result) => (
        <View className="card" key={result.shareCode}>
          <View className="result-head">
            <Text className="result-title">{result.title}</Text>
            <View
              className="result-poster"
              onClick={() => onPoster(result.shareCode)}
              {...labelled('button', `${result.title}的海报`)}
            >
              海报
            </View>
          </View>
          <Text className="result-note">
            {`${momentText(result.createdAtMs, today)} · ${result.isMine ? '我' : result.staffName}`}
          </Text>
          {hasBrought(result) ? (
            <View className="result-bars">
              <Bars rows={stepsOf(result)} />
            </View>
          ) : (
            <Text className="result-note">还没有人点开</Text>
          )}
          {result.orderFen > 0 && (
            <Text className="result-note number">{`带来消费 ${moneyText(result.orderFen)} 元`}</Text>
          )}
        </View>
      ))}
    </>
  )
}
