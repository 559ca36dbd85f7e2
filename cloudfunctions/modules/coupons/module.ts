import { defineModule } from '../../platform/module'
import { publishables } from '../../platform/publishing'
import { stockKinds } from '../ledger'
import { coupons as couponCollection } from './store'
import { templatesKind } from './templates/kind'
import { couponStock } from './templates/stock-kind'
import { templateDrafts } from './templates/store'

export const coupons = defineModule({
  name: 'coupons',
  contract: {},
  handlers: {},
  collections: [templateDrafts, couponCollection],
  extends: [publishables.with(templatesKind), stockKinds.with(couponStock)],
})
