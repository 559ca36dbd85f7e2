import { Text, View } from '@tarojs/components'
import { commonWords, useQuery } from '@/shared/api'
import { dateOf, dateText, withSpokenDates } from '@/shared/format/dates'
import { pointsText } from '@/shared/format/points'
import { ShareButton } from '@/shared/share/share-button'
import { useShareCard } from '@/shared/share/use-share-card'
import { usePointsName, useProgramme } from '@/shared/theme/programme'
import { Bullets } from '@/shared/ui/bullets'
import { Card } from '@/shared/ui/card'
import { Empty } from '@/shared/ui/empty'
import { Progress } from '@/shared/ui/progress'
import { Skeleton } from '@/shared/ui/skeleton'
import { Tag } from '@/shared/ui/tag'
import { Unavailable } from '@/shared/ui/unavailable'
import {
  boundText,
  countPercent,
  countText,
  type Friend,
  isWorthShowing,
  landingOf,
  type OpenCampaign,
  type Status,
  stateText,
} from './referral.shared'
import './referrals.css'

const HOME = '/tabs/home/index'

function Gain({ who, points, name }: { who: string; points: number; name: string }) {
  return (
    <View className="referral-gain">
      <Text className="referral-who">{who}</Text>
      <Text className="referral-points number">{pointsText(points)}</Text>
      <Text className="referral-who">{name}</Text>
    </View>
  )
}

/** What both get, and for what: the purchase, and nothing before it. */
function Offer({ campaign, name }: { campaign: OpenCampaign; name: string }) {
  const bound = boundText(campaign)
  return (
    <Card>
      <View className="referral-title">{campaign.title}</View>
      <View className="referral-gains">
        <Gain who="您得" points={campaign.referrerPoints} name={name} />
        <Gain who="朋友得" points={campaign.friendPoints} name={name} />
      </View>
      <Text className="referral-note">朋友自己的首单过了退货期，双方一起到账</Text>
      <View className="referral-count">
        <Progress percent={countPercent(campaign)} label={countText(campaign)} />
        <View className="referral-scale number">
          <Text>{countText(campaign)}</Text>
          {bound && <Text>{bound}</Text>}
        </View>
      </View>
      <ShareButton>发给朋友</ShareButton>
    </Card>
  )
}

function FriendLine({ friend, today }: { friend: Friend; today: string }) {
  return (
    <View className="referral-friend">
      <View className="referral-lines">
        <Text className="referral-name">{friend.maskedName}</Text>
        <Text className="referral-note">{withSpokenDates(friend.sentence, today)}</Text>
      </View>
      <View className="referral-side">
        <Tag text={stateText(friend)} />
        <Text className="referral-note">{`${dateText(friend.joinedOn, today)}入会`}</Text>
      </View>
    </View>
  )
}

/** Whom I brought, the newest first, and what all of it came to. */
function Friends({ status, name, today }: { status: Status; name: string; today: string }) {
  const { friends, hasMore, earned } = status
  if (friends.length === 0)
    return <Empty drawing="letter" text="还没有朋友通过您的卡片入会" note="朋友点开卡片、第一次入会，就会出现在这里" />
  return (
    <Card>
      <View className="referral-head">
        <Text>我带来的朋友</Text>
        <Text className="referral-earned number">{`共得 ${pointsText(earned)} ${name}`}</Text>
      </View>
      {friends.map((friend, at) => (
        <FriendLine key={`${friend.joinedOn}${friends.length - at}`} friend={friend} today={today} />
      ))}
      {hasMore && <Text className="referral-note">只列出最近的 50 位</Text>}
    </Card>
  )
}

function Rules({ rules }: Pick<OpenCampaign, 'rules'>) {
  return (
    <Card>
      <View className="referral-part">规则</View>
      <Bullets lines={rules} tone="quiet" />
    </Card>
  )
}

/** My card for friends, whom it brought, and what is still missing of each. */
export function Referrals() {
  const name = usePointsName()
  const programme = useProgramme()
  const { data: status, code, reload } = useQuery('referrals.status', {})
  useShareCard(() =>
    status?.campaign
      ? { title: status.campaign.shareTitle, path: landingOf(status.shareCode) }
      : { title: programme?.brand.name ?? '', path: HOME },
  )
  if (!status && code) return <Unavailable text={commonWords[code]} code={code} onRetry={reload} />
  if (!status)
    return (
      <>
        <Skeleton shape="card" />
        <Skeleton shape="card" />
      </>
    )
  if (!isWorthShowing(status))
    return <Empty drawing="letter" text="现在没有带朋友来的活动" note="有活动时，会出现在“活动”里" />
  const { campaign, broughtBy } = status
  const today = dateOf(Date.now())
  return (
    <>
      {campaign && <Offer campaign={campaign} name={name} />}
      {broughtBy && (
        <Card>
          <View className="referral-part">带我来的朋友</View>
          <FriendLine friend={broughtBy} today={today} />
        </Card>
      )}
      <Friends status={status} name={name} today={today} />
      {campaign && <Rules rules={campaign.rules} />}
    </>
  )
}
