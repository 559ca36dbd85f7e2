import { defineModule } from '../../platform/module'
import { sweepJob } from '../../platform/operation'
import { contract } from './contract'
import { handlers } from './handlers'
import { requestOperation } from './requests/carry-out'
import { requests } from './requests/store'
import { opsSettings } from './settings'
import { operatorTitles } from './titles'

export const ops = defineModule({
  name: 'ops',
  contract,
  handlers,
  collections: [requests],
  settings: opsSettings,
  jobs: [sweepJob(requestOperation)],
  extends: [operatorTitles],
})
