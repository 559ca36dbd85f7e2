import { refuse } from '../../kernel/refusal'
import { DEFAULT_PAGE_SIZE } from '../../platform/fields'
import type { Handlers } from '../../platform/module'
import { campaignVersions } from '../campaigns'
import { accountOf, parseCursor } from '../ledger'
import type { contract } from './contract'
import { draw } from './draw'
import { drawsBelow } from './draws-of'
import { reportOn } from './report'
import { isRevealed, shownDraw } from './shown-draw'
import { traceOf } from './trace'
import { proofOf, wheelFor } from './wheel-view'

export const handlers: Handlers<typeof contract> = {
  'lottery.wheel': async (context, { campaignId }) => wheelFor(context, context.caller.memberId, campaignId),

  'lottery.draw': draw,

  'lottery.draws': async (context, { campaignId, cursor, limit = DEFAULT_PAGE_SIZE }) => {
    const account = await accountOf(context, context.caller.memberId)
    if (!account) return refuse('not_a_member')
    const below = cursor === undefined ? account.lastSeq + 1 : parseCursor(cursor)
    if (below === null) return refuse('invalid_input', { path: 'cursor' })
    const { entries, next } = await drawsBelow(context, account, { below, limit, campaignId })
    const items = entries.map(async (entry) => {
      // What was drawn keeps its name also when the wheel has been retired.
      const [newest] = await campaignVersions(context, traceOf(entry).campaign)
      const title = newest?.body.title ?? '抽奖'
      return { title, ...(await shownDraw(context, entry, account)), isRevealed: await isRevealed(context, entry) }
    })
    return { items: await Promise.all(items), next: next === null ? null : String(next) }
  },

  'lottery.proof': async (context, asked) => proofOf(context, asked),

  'lottery.report': async (context, asked) => reportOn(context, asked),
}
