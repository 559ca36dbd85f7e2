import { claimContract } from './claims/contract'
import { walletContract } from './wallet/contract'

export const contract = { ...claimContract, ...walletContract }
