import { Text } from '@tarojs/components'
import { Fragment } from 'react'
import { client, commonWords, usePages } from '@/shared/api'
import { useServerNow } from '@/shared/countdown/use-server-now'
import { PagedList } from '@/shared/ui/paged-list'
import { nextMomentOf, sectionsOf } from './campaign.shared'
import { CampaignCard } from './campaign-card'

/** What runs, what comes, and what was lately. */
export function Campaigns() {
  const pages = usePages((page) => client.query('campaigns.list', page))
  const { loaded, loadFirst } = pages
  const moments = (loaded?.items ?? []).map(nextMomentOf).filter((moment) => moment !== null)
  const nowMs = useServerNow(loaded, moments.length === 0 ? null : Math.min(...moments), loadFirst)
  return (
    <PagedList
      pages={pages}
      words={commonWords}
      empty={{ drawing: 'calendar', text: '现在没有进行中的活动', note: '有新活动时，会出现在这里' }}
    >
      {(list) =>
        sectionsOf(list.items).map(({ head, items }) => (
          <Fragment key={head}>
            <Text className="campaigns-head">{head}</Text>
            {items.map((campaign) => (
              <CampaignCard key={campaign.campaignId} campaign={campaign} nowMs={nowMs} />
            ))}
          </Fragment>
        ))
      }
    </PagedList>
  )
}
