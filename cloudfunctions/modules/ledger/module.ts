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
      { refKind: 'expiry', title: () => '积分到期' },
      { refKind: 'vest', title: () => '待到账积分已到账' },
    ),
  ],
})
