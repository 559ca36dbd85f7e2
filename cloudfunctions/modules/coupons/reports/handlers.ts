import type { Handlers } from '../../../platform/module'
import type { Group } from '../../../platform/store'
import { CHANNEL_TEXTS } from '../shown/texts'
import { CHANNELS, coupons } from '../store'
import type { reportContract } from './contract'

const MOST_GROUPS = 100

/** What came back is another coupon of the same channel, which counts in its place. */
const isCounted = ({ key }: Group) => key.state !== 'returned'

function countsOf(groups: readonly Group[]) {
  const ofStates = (...states: string[]) => groups.filter(({ key }) => states.includes(String(key.state)))
  const count = (counted: readonly Group[]) => counted.reduce((sum, group) => sum + group.count, 0)
  const used = ofStates('used')
  return {
    issued: count(groups),
    used: count(used),
    discountFen: used.reduce((sum, { sums }) => sum + (sums.discountFen ?? 0), 0),
    held: count(ofStates('claimed', 'giving')),
    given: count(ofStates('given')),
    withdrawn: count(ofStates('withdrawn')),
  }
}

export const reportHandlers: Handlers<typeof reportContract> = {
  'ops.coupon-report': async (context, { templateId }) => {
    const all = await context.store.aggregate(coupons, {
      equals: { template: templateId },
      groupBy: ['channel', 'state'],
      sums: ['discountFen'],
      limit: MOST_GROUPS,
    })
    const groups = all.filter(isCounted)
    const channels = CHANNELS.map((channel) => ({
      channel,
      name: CHANNEL_TEXTS[channel],
      ...countsOf(groups.filter(({ key }) => key.channel === channel)),
    }))
    return { templateId, channels: channels.filter(({ issued }) => issued > 0), total: countsOf(groups) }
  },
}
