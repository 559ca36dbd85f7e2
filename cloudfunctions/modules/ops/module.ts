import { defineModule } from '../../platform/module'
import { contract } from './contract'
import { handlers } from './handlers'

export const ops = defineModule({ name: 'ops', contract, handlers })
