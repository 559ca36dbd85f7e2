import { Text } from '@tarojs/components'
import { Fragment } from 'react'
import { client, commonWords, usePages } from '@/shared/api'
import { Empty } from '@/shared/ui/empty'
import { ListEnd } from '@/shared/ui/list-end'
import { Skeleton } from '@/shared/ui/skeleton'
import { Unavailable } from '@/shared/ui/unavailable'
import { nextMomentOf, sectionsOf } from './campaign.shared'
import { CampaignCard } from './campaign-card'
import { useServerNow } from './use-server-now'

/** What runs, what comes, and what was lately. */
export function Campaigns() {
  const { loaded, code, loadFirst, loadMore } = usePages((page) => client.query('campaigns.list', page))
  const moments = (loaded?.items ?? []).map(nextMomentOf).filter((moment) => moment !== null)
  const nowMs = useServerNow(loaded, moments.length === 0 ? null : Math.min(...moments), loadFirst)
  if (!loaded && code) return <Unavailable text={commonWords[code]} code={code} onRetry={loadFirst} />
  if (!loaded)
    return (
      <>
        <Skeleton shape="card" />
        <Skeleton shape="card" />
      </>
    )
  if (loaded.items.length === 0)
    return <Empty drawing="calendar" text="现在没有进行中的活动" note="有新活动时，会出现在这里" />
  return (
    <>
      {sectionsOf(loaded.items).map(({ head, items }) => (
        <Fragment key={head}>
          <Text className="campaigns-head">{head}</Text>
          {items.map((campaign) => (
            <CampaignCard key={campaign.campaignId} campaign={campaign} nowMs={nowMs} />
          ))}
        </Fragment>
      ))}
      <ListEnd hasMore={loaded.next !== null} moreText="看更多" trouble={code && commonWords[code]} onMore={loadMore} />
    </>
  )
}
