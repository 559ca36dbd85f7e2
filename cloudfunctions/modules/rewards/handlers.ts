import type { Handlers } from '../../platform/module'
import { catalogueHandlers } from './catalogue/handlers'
import { codeHandlers } from './codes/handlers'
import type { contract } from './contract'
import { deskHandlers } from './desk/handlers'
import { membershipHandlers } from './memberships/handlers'
import { orderHandlers } from './orders/handlers'

export const handlers: Handlers<typeof contract> = {
  ...catalogueHandlers,
  ...orderHandlers,
  ...deskHandlers,
  ...codeHandlers,
  ...membershipHandlers,
}
