import { defineModule } from '../../platform/module'
import { contract } from './contract'
import { handlers } from './handlers'

export const linter = defineModule({ name: 'linter', contract, handlers })
