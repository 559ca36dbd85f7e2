import { messengers } from '../../platform/messages'
import { defineModule } from '../../platform/module'
import { effects, giftGivers } from '../rules'
import { contract } from './contract'
import { expiryNoticesJob } from './expiry-notices-job'
import { handlers } from './handlers'
import { putIntoInbox } from './inbox'
import { messageEffect } from './message-effect'
import { messageGiver } from './message-giver'
import { notices, readMarks } from './store'

export const notifications = defineModule({
  name: 'notifications',
  contract,
  handlers,
  collections: [notices, readMarks],
  jobs: [expiryNoticesJob],
  extends: [messengers.with(putIntoInbox), effects.with(messageEffect), giftGivers.with(messageGiver)],
})
