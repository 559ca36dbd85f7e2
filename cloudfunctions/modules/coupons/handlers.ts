import type { Handlers } from '../../platform/module'
import { claimHandlers } from './claims/handlers'
import type { contract } from './contract'
import { counterHandlers } from './counter/handlers'
import { giftHandlers } from './gifts/handlers'
import { rebateHandlers } from './rebates/handlers'
import { reportHandlers } from './reports/handlers'
import { walletHandlers } from './wallet/handlers'

export const handlers: Handlers<typeof contract> = {
  ...claimHandlers,
  ...walletHandlers,
  ...giftHandlers,
  ...counterHandlers,
  ...rebateHandlers,
  ...reportHandlers,
}
