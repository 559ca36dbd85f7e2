import { defineModule } from '../../platform/module'
import { contract } from './contract'
import { rehearsalsJob } from './go-on-job'
import { handlers } from './handlers'
import { rehearsals as rehearsalDocuments, rehearsalParts } from './store'

export const rehearsals = defineModule({
  name: 'rehearsals',
  contract,
  handlers,
  collections: [rehearsalDocuments, rehearsalParts],
  jobs: [rehearsalsJob],
})
