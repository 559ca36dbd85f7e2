import { messengers } from '../../platform/messages'
import { defineModule } from '../../platform/module'
import { contract } from './contract'
import { expiryNoticesJob } from './expiry-notices-job'
import { handlers } from './handlers'
import { putIntoInbox } from './inbox'
import { notices, readMarks } from './store'

export const notifications = defineModule({
  name: 'notifications',
  contract,
  handlers,
  collections: [notices, readMarks],
  jobs: [expiryNoticesJob],
  extends: [messengers.with(putIntoInbox)],
})
