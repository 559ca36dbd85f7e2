import { defineModule } from '../../platform/module'
import { closeJob } from './close/close-job'
import { closeSettings } from './close/settings'
import { closes } from './close/store'
import { contract } from './contract'
import { events, openEventsJob } from './events/event'
import { handlers } from './handlers'
import { postDueJob } from './post-due-job'
import { quotas } from './quotas/quota'
import { openRedemptionsJob } from './redeem'
import { ledgerSettings } from './settings'
import { accounts, journal, statusChanges } from './store'
import { entryTitles, ledgerTitles } from './titles'
import { makeStockJob } from './units/make-stock-job'
import { stocks } from './units/stock'
import { units } from './units/unit'

export const ledger = defineModule({
  name: 'ledger',
  contract,
  handlers,
  collections: [accounts, journal, statusChanges, events, quotas, units, stocks, closes],
  settings: { ...ledgerSettings, ...closeSettings },
  jobs: [postDueJob, openEventsJob, openRedemptionsJob, makeStockJob, closeJob],
  extends: [entryTitles.with(...ledgerTitles)],
})
