import type { Handlers } from '../../platform/module'
import { catalogueHandlers } from './catalogue/handlers'
import type { contract } from './contract'

export const handlers: Handlers<typeof contract> = {
  ...catalogueHandlers,
}
