import { catalogueContract } from './catalogue/contract'

export const contract = {
  ...catalogueContract,
}
