import { claimContract } from './claims/contract'

export const contract = { ...claimContract }
