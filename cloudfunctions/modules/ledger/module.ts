import { defineModule } from '../../platform/module'
import { contract } from './contract'
import { handlers } from './handlers'
import { postDueJob } from './post-due-job'
import { ledgerSettings } from './settings'
import { accounts, journal } from './store'
import { entryTitles } from './titles'

export const ledger = defineModule({
  name: 'ledger',
  contract,
  handlers,
  collections: [accounts, journal],
  settings: ledgerSettings,
  jobs: [postDueJob],
  extends: [
    entryTitles.with(
      { refKind: 'expiry', title: (_, points) => `${points}到期` },
      { refKind: 'vest', title: (_, points) => `待到账的${points}已到账` },
    ),
  ],
})
