import { writeByHand } from './by-hand'
import { dataOf, type Programme } from './programme'

export type CampaignDraft = Readonly<Record<string, unknown>>

const DAY_MS = 24 * 3_600_000

/** Ten points more for each check-in, from now on for thirty days, as an operator would write it. */
function extraCheckIn(programme: Programme): CampaignDraft {
  return {
    title: '签到加码',
    kind: 'rules',
    fromMs: programme.nowMs,
    untilMs: programme.nowMs + 30 * DAY_MS,
    rules: [{ when: 'checked_in', effects: [{ code: 'points_fixed', points: 10, for: '签到加码' }] }],
  }
}

/** Writes a campaign's draft by hand; `undefined` takes a field out. */
export async function draftCampaign(programme: Programme, id: string, given: CampaignDraft): Promise<void> {
  const fields = Object.entries({ ...extraCheckIn(programme), ...given }).filter(([, value]) => value !== undefined)
  await writeByHand(programme, 'campaigns', { _id: id, ...Object.fromEntries(fields) })
}

/** Drafts a campaign and asks to publish it; whatever is answered. */
export async function publishingCampaign(programme: Programme, id: string, given: CampaignDraft = {}) {
  await draftCampaign(programme, id, given)
  return programme.ops()('ops.publish', { kind: 'campaigns', id })
}

/** A campaign that is published, and counts for whoever asks. */
export async function publishCampaign(programme: Programme, id: string, given: CampaignDraft = {}): Promise<void> {
  dataOf(await publishingCampaign(programme, id, given))
  programme.wait(10_000)
}
