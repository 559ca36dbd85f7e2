/** The page of the mini program where a member sees whom they brought. */
export const REFERRALS_PAGE = '/features/referrals/pages/referrals'
