import { Text, View } from '@tarojs/components'
import { useCommand, useQuery } from '@/shared/api'
import { useServerNow } from '@/shared/countdown/use-server-now'
import { dateOf, momentText } from '@/shared/format/dates'
import { ShareButton } from '@/shared/share/share-button'
import { useShareCard } from '@/shared/share/use-share-card'
import { usePointsName, useProgramme } from '@/shared/theme/programme'
import { Bullets } from '@/shared/ui/bullets'
import { Button } from '@/shared/ui/button'
import { Card } from '@/shared/ui/card'
import { Cell } from '@/shared/ui/cell'
import { Notice } from '@/shared/ui/notice'
import { say } from '@/shared/ui/say'
import { Skeleton } from '@/shared/ui/skeleton'
import { Tag } from '@/shared/ui/tag'
import { Unavailable } from '@/shared/ui/unavailable'
import { type Campaign, mineLines, nextMomentOf, stateText, whenText } from './campaign.shared'
import { CampaignPicture } from './campaign-picture'
import { remindWords, viewWords } from './messages'
import { StepsBar } from './steps-bar'
import './campaign.css'

/** What it is and until when; then its rules as they say themselves. */
function Rules({ campaign, nowMs }: { campaign: Campaign; nowMs: number }) {
  const { title, text, picture, state, rules } = campaign
  return (
    <Card>
      {picture && <CampaignPicture picture={picture} />}
      <View className="campaign-page-top">
        <Text className="campaign-page-title">{title}</Text>
        <Tag text={stateText(state)} />
      </View>
      <Text className="campaign-page-when number">{whenText(campaign, nowMs)}</Text>
      <Bullets lines={rules.map((rule) => rule.text)} />
      {text && <Text className="campaign-text">{text}</Text>}
    </Card>
  )
}

/** What I have had of it, and what is still to be had. */
function Mine({ campaign, name }: { campaign: Campaign; name: string }) {
  const { mine, steps } = campaign
  const lines = mineLines(mine, name)
  if (lines.length === 0 && !steps) return null
  return (
    <Card>
      <View className="campaign-part">我的进度</View>
      {steps && <StepsBar steps={steps} name={name} />}
      {lines.map(({ label, value }) => (
        <Cell key={label} title={label} value={value} />
      ))}
    </Card>
  )
}

/** The bounds, whom it is for, and its days: known before, and not only afterwards. */
function SmallPrint({ campaign, today }: { campaign: Campaign; today: string }) {
  const { audience, limits, fromMs, untilMs, version } = campaign
  const lines = [
    ...(audience ? [`参加对象：${audience.text}`] : []),
    ...limits,
    `活动时间：${momentText(fromMs, today)} 至 ${momentText(untilMs, today)}，以门店系统的时间为准`,
    `规则第 ${version} 版；已经得到的按当时的规则算`,
  ]
  return (
    <Card>
      <View className="campaign-part">说明</View>
      {lines.map((line) => (
        <Text className="campaign-line" key={line}>
          {line}
        </Text>
      ))}
    </Card>
  )
}

/** Before it begins: one message when it does. */
function Remind({ campaign, onReminded }: { campaign: Campaign; onReminded: () => void }) {
  const { isPending, perform } = useCommand('campaigns.remind')
  if (campaign.state !== 'warm_up' || campaign.isReminded === null) return null
  async function remind() {
    const reply = await perform({ campaignId: campaign.campaignId })
    say(reply.ok ? '开始时会在消息里告诉您' : remindWords[reply.code])
    onReminded()
  }
  return (
    <Button isPending={isPending} isDisabled={campaign.isReminded} onTap={remind}>
      {campaign.isReminded ? '开始时会提醒您' : '提醒我'}
    </Button>
  )
}

/** One campaign: the rules in plain words first, then progress, then the small print. */
export function CampaignView({ campaignId }: { campaignId: string }) {
  const name = usePointsName()
  const programme = useProgramme()
  const { data: campaign, code, reload } = useQuery('campaigns.view', { campaignId })
  const nowMs = useServerNow(campaign, campaign && nextMomentOf(campaign), reload)
  useShareCard(() => campaign?.share ?? { title: programme?.brand.name ?? '', path: '/tabs/home/index' })
  if (!campaign && code) return <Unavailable text={viewWords[code]} code={code} onRetry={reload} />
  if (!campaign)
    return (
      <>
        <Skeleton shape="card" />
        <Skeleton shape="line" />
        <Skeleton shape="card" />
      </>
    )
  const { audience, supply } = campaign
  return (
    <>
      {supply.text && <Notice tone="plain" text={supply.text} />}
      {audience && !audience.isForMe && (
        <Notice tone="plain" text={`这次的参加对象里没有您：${audience.whyNot.join('；') || audience.text}`} />
      )}
      <Rules campaign={campaign} nowMs={nowMs} />
      <Mine campaign={campaign} name={name} />
      <SmallPrint campaign={campaign} today={dateOf(nowMs)} />
      <View className="campaign-acts">
        <Remind campaign={campaign} onReminded={reload} />
        <ShareButton kind="quiet">告诉朋友</ShareButton>
      </View>
    </>
  )
}
