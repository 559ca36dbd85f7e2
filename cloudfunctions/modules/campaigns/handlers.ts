import { refuse } from '../../kernel/refusal'
import { DEFAULT_PAGE_SIZE } from '../../platform/fields'
import type { Handlers } from '../../platform/module'
import { accountOf } from '../ledger'
import type { contract } from './contract'
import { listCampaigns } from './members/list'
import { remind } from './members/remind'
import { viewCampaign } from './members/view'
import { reportHandlers } from './report/handlers'
import { templatesHandlers } from './templates/handlers'

export const handlers: Handlers<typeof contract> = {
  ...templatesHandlers,
  ...reportHandlers,

  'campaigns.list': async (context, { cursor, limit = DEFAULT_PAGE_SIZE }) => {
    const account = await accountOf(context, context.caller.memberId)
    return account ? listCampaigns(context, account, { cursor, limit }) : refuse('not_a_member')
  },

  'campaigns.view': async (context, { campaignId }) => {
    const account = await accountOf(context, context.caller.memberId)
    return account ? viewCampaign(context, account, campaignId) : refuse('not_a_member')
  },

  'campaigns.remind': async (context, { campaignId }) => remind(context, campaignId),
}
