import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { type Data, useQuery } from '@/shared/api'
import { dateOf, withSpokenDates } from '@/shared/format/dates'
import { openPage } from '@/shared/routes'
import { Button } from '@/shared/ui/button'
import { Cell } from '@/shared/ui/cell'
import { labelled } from '@/shared/ui/labelled'
import { Sheet } from '@/shared/ui/sheet'
import { Skeleton } from '@/shared/ui/skeleton'
import { Unavailable } from '@/shared/ui/unavailable'
import { entryWords } from './messages'
import { ReceiptCheck } from './receipt-check'
import { amountText, type Entry } from './statement.shared'
import './why-sheet.css'

type Explained = Data<'points.explain'>

/** The campaigns that gave, and those that came close: what was missing, so that the next time it counts. */
function Campaigns({ campaigns = [], misses = [] }: Pick<Explained, 'campaigns' | 'misses'>) {
  const open = (campaignId: string) => () => openPage('campaign', { campaignId })
  return (
    <>
      {campaigns.map(({ campaignId, title, points }) => (
        <Cell key={campaignId} title={`活动：${title}`} value={amountText(points)} onTap={open(campaignId)} />
      ))}
      {misses.length > 0 && <View className="why-misses">这次没赶上的活动</View>}
      {misses.map(({ campaignId, title, sentence }) => (
        <View
          className="why-miss"
          key={campaignId}
          onClick={open(campaignId)}
          {...labelled('button', `${title}：${sentence}`)}
        >
          <Text className="why-miss-title">{title}</Text>
          <Text className="why-miss-text">{sentence}</Text>
        </View>
      ))}
    </>
  )
}

/** Why an entry has the points it has: a sentence, the facts, and how it adds up. */
export function WhySheet({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const { data, code, reload } = useQuery('points.explain', { seq: entry.seq })
  const amount = amountText(entry.points)
  const spoken = (text: string) => withSpokenDates(text, dateOf(Date.now()))
  const [isChecking, setIsChecking] = useState(false)

  return (
    <Sheet title={`为什么${amount && `是 ${amount}`}`} onClose={onClose}>
      {!data && code && <Unavailable text={entryWords[code]} code={code} onRetry={reload} />}
      {!data && !code && <Skeleton shape="card" />}
      {data && (
        <>
          <Text className="why-sentence">{spoken(data.sentence)}</Text>
          {data.formula.includes('=') && (
            <View className="why-formula number">
              <Text>{data.formula}</Text>
              {data.capped && <Text className="why-capped">{data.capped}</Text>}
            </View>
          )}
          {data.details.map(({ label, value }) => (
            <Cell key={label} title={label} value={spoken(value)} />
          ))}
          <Campaigns campaigns={data.campaigns} misses={data.misses} />
          {data.rule && <View className="why-rule">{`按规则第 ${data.version} 版计算`}</View>}
        </>
      )}
      {(data || code) && (
        <View className="why-receipt">
          {isChecking ? (
            <ReceiptCheck entry={entry} />
          ) : (
            <Button kind="quiet" onTap={() => setIsChecking(true)}>
              核对凭证
            </Button>
          )}
        </View>
      )}
    </Sheet>
  )
}
