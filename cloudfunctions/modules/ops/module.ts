import { defineModule } from '../../platform/module'
import { sweepJob } from '../../platform/operation'
import { publishables } from '../../platform/publishing'
import { batchJob } from './batches/batch-job'
import { batchExceptions, batches } from './batches/store'
import { contract } from './contract'
import { handlers } from './handlers'
import { mergesJob } from './people/merge/carry-out'
import { merges } from './people/merge/store'
import { reveals } from './people/store'
import { settingsKind } from './publishing/settings-kind'
import { requestOperation } from './requests/carry-out'
import { requests } from './requests/store'
import { opsSettings } from './settings'
import { operatorTitles } from './titles'

export const ops = defineModule({
  name: 'ops',
  contract,
  handlers,
  collections: [requests, batches, batchExceptions, reveals, merges],
  settings: opsSettings,
  jobs: [sweepJob(requestOperation), batchJob, mergesJob],
  extends: [operatorTitles, publishables.with(settingsKind)],
})
