import { defineModule } from '../../platform/module'
import { effects } from './award'
import { contract } from './contract'
import { handlers } from './handlers'
import { pointsFixed } from './points-fixed'

export const rules = defineModule({
  name: 'rules',
  contract,
  handlers,
  extends: [effects.with(pointsFixed)],
})
