import { Refusal, refuse } from '../../kernel/refusal'
import type { Work } from '../../platform/context'
import { Busy } from '../../platform/guarded-store'
import type { Handlers } from '../../platform/module'
import { OutcomeUnknown } from '../../platform/store'
import { askRehearsal } from './ask'
import { allCampaigns } from './campaigns'
import type { contract } from './contract'
import { sliceOrGiveUp } from './go-on-job'
import { shownRehearsal } from './shown'
import { type Rehearsal, rehearsals } from './store'
import { periodText } from './texts'

/** A slice takes a few seconds; the answer must not wait for one that has no time left, nor a person for all of them. */
const STOP_BELOW_MS = 12_000
const PATIENCE_MS = 10_000
const MOST_SLICES = 200

/** As many slices as there is time for; the timer does the rest. What is left undone is no failure of the command. */
async function goOn(work: Work, rehearsal: Rehearsal): Promise<void> {
  let open: Rehearsal | null = rehearsal
  const stopAtMs = Math.max(STOP_BELOW_MS, work.timeLeftMs() - PATIENCE_MS)
  try {
    for (let slice = 0; slice < MOST_SLICES && open?.openSinceMs != null; slice += 1) {
      if (work.timeLeftMs() < stopAtMs) return
      open = await sliceOrGiveUp(work, open)
    }
  } catch (error) {
    if (!(error instanceof Busy) && !(error instanceof OutcomeUnknown)) throw error
  }
}

async function newestOf(work: Work, campaignId: string): Promise<Rehearsal | null> {
  const page = await work.store.find(rehearsals, {
    index: 'byCampaign',
    equals: { campaignId },
    order: 'descending',
    limit: 1,
  })
  return page.items[0] ?? null
}

export const handlers: Handlers<typeof contract> = {
  'ops.rehearse': async (context, { campaignId, from, to, source = 'draft' }) => {
    const rehearsal = await askRehearsal(context, { campaignId, from, to, source }, context.command)
    if (rehearsal instanceof Refusal) return rehearsal
    await goOn(context, rehearsal)
    const { _id: rehearsalId } = rehearsal
    const text = `${periodText(rehearsal)}。进度和结果：ops.rehearsal { "rehearsalId": "${rehearsalId}" }`
    return { rehearsalId, campaignId, from, to, text }
  },

  'ops.rehearsal': async (context, { rehearsalId, campaignId }) => {
    const found =
      rehearsalId !== undefined
        ? await context.store.get(rehearsals, rehearsalId)
        : campaignId !== undefined
          ? await newestOf(context, campaignId)
          : null
    return found ? shownRehearsal(context, found) : refuse('no_such_rehearsal')
  },

  'ops.campaigns': async (context) => allCampaigns(context),
}
