import { claimContract } from './claims/contract'
import { counterContract } from './counter/contract'
import { walletContract } from './wallet/contract'

export const contract = { ...claimContract, ...walletContract, ...counterContract }
