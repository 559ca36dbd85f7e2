import { claimContract } from './claims/contract'
import { counterContract } from './counter/contract'
import { giftContract } from './gifts/contract'
import { rebateContract } from './rebates/contract'
import { reportContract } from './reports/contract'
import { walletContract } from './wallet/contract'

export const contract = {
  ...claimContract,
  ...walletContract,
  ...giftContract,
  ...counterContract,
  ...rebateContract,
  ...reportContract,
}
