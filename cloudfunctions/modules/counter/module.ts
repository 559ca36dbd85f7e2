import { defineModule } from '../../platform/module'
import { contract } from './contract'
import { forgetLookUpsJob } from './forget-look-ups-job'
import { handlers } from './handlers'
import { lookUps } from './store'

export const counter = defineModule({
  name: 'counter',
  contract,
  handlers,
  collections: [lookUps],
  jobs: [forgetLookUpsJob],
})
