import { Text, View } from '@tarojs/components'
import type { Data } from '@/shared/api'
import { dateOf, withSpokenDates } from '@/shared/format/dates'
import { signedPoints } from '@/shared/format/points'
import { Cell } from '@/shared/ui/cell'
import { labelled } from '@/shared/ui/labelled'
import './why.css'

type Explained = Data<'orders.explain'>

interface Props {
  readonly explained: Explained
  /** Opens a campaign, for who can take part in it. */
  readonly onCampaign?: (campaignId: string) => void
}

/** The campaigns that gave, and those that came close: what was missing, so that the next time it counts. */
function Campaigns({ explained: { campaigns = [], misses = [] }, onCampaign }: Props) {
  const opens = (campaignId: string) => (onCampaign ? { onTap: () => onCampaign(campaignId) } : {})
  return (
    <>
      {campaigns.map(({ campaignId, title, points }) => (
        <Cell
          key={campaignId}
          title={`活动：${title}`}
          value={points === 0 ? '' : signedPoints(points)}
          {...opens(campaignId)}
        />
      ))}
      {misses.length > 0 && <View className="why-misses">这次没赶上的活动</View>}
      {misses.map(({ campaignId, title, sentence }) => (
        <View
          className="why-miss"
          key={campaignId}
          {...(onCampaign && {
            onClick: () => onCampaign(campaignId),
            ...labelled('button', `${title}：${sentence}`),
          })}
        >
          <Text className="why-miss-title">{title}</Text>
          <Text className="why-miss-text">{sentence}</Text>
        </View>
      ))}
    </>
  )
}

/** Why somebody got what they got: a sentence, the facts, how it adds up, and what it did not count for. */
export function Why(props: Props) {
  const { sentence, formula, capped, details, rule, version } = props.explained
  const spoken = (text: string) => withSpokenDates(text, dateOf(Date.now()))
  return (
    <>
      <Text className="why-sentence">{spoken(sentence)}</Text>
      {formula.includes('=') && (
        <View className="why-formula number">
          <Text>{formula}</Text>
          {capped && <Text className="why-capped">{capped}</Text>}
        </View>
      )}
      {details.map(({ label, value }) => (
        <Cell key={label} title={label} value={spoken(value)} />
      ))}
      <Campaigns {...props} />
      {rule && <View className="why-rule">{`按规则第 ${version} 版计算`}</View>}
    </>
  )
}
