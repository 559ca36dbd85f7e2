import { defineModule } from '../../platform/module'
import { contract } from './contract'
import { events, openEventsJob } from './events/event'
import { handlers } from './handlers'
import { postDueJob } from './post-due-job'
import { quotas } from './quotas/quota'
import { openRedemptionsJob } from './redeem'
import { ledgerSettings } from './settings'
import { accounts, journal, statusChanges } from './store'
import { entryTitles } from './titles'
import { units } from './units/unit'

export const ledger = defineModule({
  name: 'ledger',
  contract,
  handlers,
  collections: [accounts, journal, statusChanges, events, quotas, units],
  settings: ledgerSettings,
  jobs: [postDueJob, openEventsJob, openRedemptionsJob],
  extends: [
    entryTitles.with(
      { refKind: 'expiry', title: (_, points) => `${points}到期` },
      { refKind: 'vest', title: (_, points) => `待到账的${points}已到账` },
    ),
  ],
})
