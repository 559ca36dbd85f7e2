import { campaignMutants } from './campaign-mutants'
import { checkInMutants } from './check-in-mutants'
import { couponMutants } from './coupon-mutants'
import { ledgerMutants } from './ledger-mutants'
import { lotteryMutants } from './lottery-mutants'
import { memberMutants } from './member-mutants'
import type { Mutant } from './mutant'
import { notificationMutants } from './notification-mutants'
import { opsMutants } from './ops-mutants'
import { orderMutants } from './order-mutants'
import { platformMutants } from './platform-mutants'
import { referralMutants } from './referral-mutants'
import { rewardMutants } from './reward-mutants'
import { ruleMutants } from './rule-mutants'
import { sharingMutants } from './sharing-mutants'
import { staffMutants } from './staff-mutants'
import { tierMutants } from './tier-mutants'

/** One for every `// guard: name` in the functions. */
export const mutants: readonly Mutant[] = [
  ...platformMutants,
  ...ledgerMutants,
  ...ruleMutants,
  ...memberMutants,
  ...staffMutants,
  ...tierMutants,
  ...orderMutants,
  ...couponMutants,
  ...rewardMutants,
  ...sharingMutants,
  ...campaignMutants,
  ...checkInMutants,
  ...lotteryMutants,
  ...referralMutants,
  ...notificationMutants,
  ...opsMutants,
]
