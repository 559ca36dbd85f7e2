import { defineModule } from '../../platform/module'
import { publishables } from '../../platform/publishing'
import { storeDrafts } from './stores/store'
import { storesKind } from './stores/stores'

export const staff = defineModule({
  name: 'staff',
  contract: {},
  handlers: {},
  collections: [storeDrafts],
  extends: [publishables.with(storesKind)],
})
