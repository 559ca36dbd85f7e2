import type { ShareTargetKind } from '../sharing'
import { stateOf } from './domain/state'
import { kindNamed } from './kinds'
import { runningVersion } from './running/rules-in-force'

/** A campaign may be shown in a chat from its warm-up to its end. Nothing is given for showing it. */
export const campaignTarget: ShareTargetKind = {
  kind: 'campaign',
  async resolve(work, { id }) {
    const running = await runningVersion(work, id, work.nowMs)
    if (!running) return null
    const { campaign } = running
    const path = kindNamed(work, campaign.body.kind)?.path(id)
    const state = stateOf(campaign, work.nowMs)
    if (path === undefined || (state !== 'live' && state !== 'warm_up')) return null
    return { title: campaign.body.title, path, imageUrl: campaign.body.picture ?? '' }
  },
}
