import { gates } from '../../platform/gate'
import { defineModule } from '../../platform/module'
import { sweepJob } from '../../platform/operation'
import { publishables } from '../../platform/publishing'
import { contract } from './contract'
import { staffDays } from './days/store'
import { hookGate } from './gates/hook-gate'
import { merchantGate } from './gates/merchant-gate'
import { opsGate } from './gates/ops-gate'
import { handlers } from './handlers'
import { acceptOperation } from './invitations/accept'
import { invitations } from './invitations/store'
import { staffDocuments } from './people/store'
import { staffSettings } from './settings'
import { storeDrafts } from './stores/store'
import { storesKind } from './stores/stores'

export const staff = defineModule({
  name: 'staff',
  contract,
  handlers,
  collections: [storeDrafts, staffDocuments, invitations, staffDays],
  settings: staffSettings,
  jobs: [sweepJob(acceptOperation)],
  extends: [publishables.with(storesKind), gates.with(merchantGate, opsGate, hookGate)],
})
