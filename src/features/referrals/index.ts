export { ReferralCell } from './referral-cell'
