import type { Work } from '../../../platform/context'
import { untilSettled } from '../../../platform/guarded-store'
import { dueJob } from '../../../platform/jobs'
import { tellMember } from '../../../platform/messages'
import { stateOf } from '../domain/state'
import { kindNamed } from '../kinds'
import { runningVersion } from '../running/rules-in-force'
import { type CampaignReminder, campaignReminders } from '../store'

const REMINDERS_PER_SLICE = 50
/** How long one waits that should have begun and has not: it is paused, or counts in a moment. */
const WAIT_AGAIN_MS = 5 * 60_000

/** Tells one member when it has begun, and answers when to look again; null when there is nothing more to tell. */
async function tellWhenBegun(work: Work, { _id, campaign: id, member }: CampaignReminder): Promise<number | null> {
  const running = await runningVersion(work, id, work.nowMs)
  if (!running) return null
  const { campaign } = running
  switch (stateOf(campaign, work.nowMs)) {
    case 'live':
      await tellMember(work, {
        id: `campaign_begun|${_id}`,
        member,
        kind: 'campaign_begun',
        title: `${campaign.body.title}开始了`,
        text: '您预约提醒的活动开始了，点开看看。',
        link: kindNamed(work, campaign.body.kind)?.path(id) ?? '',
      })
      return null
    case 'paused':
      return work.nowMs + WAIT_AGAIN_MS
    case 'scheduled':
    case 'warm_up':
      return Math.max(campaign.body.fromMs, work.nowMs + 1)
    default:
      return null
  }
}

async function remindOne(work: Work, note: CampaignReminder): Promise<void> {
  const waitsUntilMs = await tellWhenBegun(work, note)
  await untilSettled(work, async () => {
    // Whoever is faster or slower writes the same, and a message that was given is not given again.
    await work.store.update(campaignReminders, { _id: note._id }, { set: { waitsUntilMs } })
    return { value: null }
  })
}

/** Tells those who asked for it that a campaign has begun: one message each, however often the job runs. */
export const remindJob = dueJob({
  name: 'campaigns-remind',
  everyMinutes: 1,
  collection: campaignReminders,
  index: 'byWait',
  limit: REMINDERS_PER_SLICE,
  goOn: remindOne,
})
