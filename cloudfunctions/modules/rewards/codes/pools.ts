import { settingsOf, type Work } from '../../../platform/context'
import { shelf } from '../catalogue/store'
import { rewardSettings } from '../settings'

/** More are looked at one page after the other. */
const MOST_LOW = 20

/** Code pools of the mall, those with the fewest codes first. */
export async function codePools(work: Work, { limit, cursor }: { limit: number; cursor?: string | undefined }) {
  const { lowCodesBelow } = await settingsOf(work, rewardSettings)
  const page = await work.store.find(shelf, {
    index: 'byPool',
    range: { from: 0 },
    limit,
    ...(cursor === undefined ? {} : { cursor }),
  })
  const items = page.items.map(({ _id, shown, pool }) => ({
    rewardId: _id,
    title: shown.title,
    left: pool ?? 0,
    isLow: (pool ?? 0) < lowCodesBelow,
  }))
  return { items, next: page.next }
}

/** What an operator should know of rewards: pools that are nearly empty, in Chinese, by the reward. */
export async function rewardAilments(work: Work): Promise<readonly { readonly path: string; readonly text: string }[]> {
  const { items } = await codePools(work, { limit: MOST_LOW })
  return items
    .filter(({ isLow }) => isLow)
    .map(({ rewardId, title, left }) => ({ path: rewardId, text: `卡密快发完了：“${title}”只剩 ${left} 个` }))
}
