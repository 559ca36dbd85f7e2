import { refuse } from '../../../kernel/refusal'
import { ensureDocument } from '../../../platform/guarded-store'
import type { ContextOf } from '../../../platform/module'
import { accountOf } from '../../ledger'
import type { contract } from '../contract'
import { stateOf } from '../domain/state'
import { runningVersion } from '../running/rules-in-force'
import { type CampaignReminder, campaignReminders } from '../store'

export const reminderIdOf = (campaignId: string, member: string) => `${campaignId}|${member}`

const replyOf = ({ campaign, remindsAtMs }: CampaignReminder) => ({ campaignId: campaign, remindsAtMs })

/** Notes that a member wants to be told. Asked again, by whichever command, it is the same note. */
export async function remind(context: ContextOf<(typeof contract)['campaigns.remind']>, campaignId: string) {
  const { store, caller, command, nowMs } = context
  if (!(await accountOf(context, caller.memberId))) return refuse('not_a_member')
  const { key, inputHash } = command
  const [ofKey] = (await store.find(campaignReminders, { index: 'byKey', equals: { key }, limit: 1 })).items
  // guard: reminder-key
  if (ofKey && ofKey.inputHash !== inputHash) return refuse('key_reused_with_other_input')
  const _id = reminderIdOf(campaignId, caller.memberId)
  const known = ofKey ?? (await store.get(campaignReminders, _id))
  if (known) return replyOf(known)
  const running = await runningVersion(context, campaignId, nowMs)
  if (!running) return refuse('no_such_campaign')
  // guard: reminder-warm-up
  if (stateOf(running.campaign, nowMs) !== 'warm_up') return refuse('not_in_warm_up')
  const remindsAtMs = running.campaign.body.fromMs
  const note = await ensureDocument(context, campaignReminders, {
    _id,
    schema: 1,
    campaign: campaignId,
    member: caller.memberId,
    key,
    inputHash,
    remindsAtMs,
    atMs: nowMs,
    waitsUntilMs: remindsAtMs,
  })
  // The key was taken by another campaign in this very moment.
  return note ? replyOf(note) : refuse('key_reused_with_other_input')
}
