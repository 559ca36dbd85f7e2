import { catalogueContract } from './catalogue/contract'
import { codeContract } from './codes/contract'
import { deskContract } from './desk/contract'
import { membershipContract } from './memberships/contract'
import { orderContract } from './orders/contract'

export const contract = {
  ...catalogueContract,
  ...orderContract,
  ...deskContract,
  ...codeContract,
  ...membershipContract,
}
