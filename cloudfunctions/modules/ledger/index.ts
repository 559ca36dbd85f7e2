/** What other modules may use of the ledger. */

export { accountsChanged, accountsDueBefore, accountsPage } from './accounts-pages'

export {
  accountOf,
  amendAccount,
  changeAccount,
  type Decided,
  openAccount,
  recordedLine,
  storedAccountOf,
} from './change'

export { recentJournals } from './close/journal-reads'
export { parseReconcileCursor, reconcile } from './close/reconcile'
export { closeSettings } from './close/settings'
export { statementAt } from './close/statement-at'
export { closeOf, newestClose } from './close/store'
export { type Account, emptyAccount } from './domain/account'
export { type Balances, NO_POINTS } from './domain/balances'
export { balancesOn } from './domain/due'
export { type Entry, MAX_TRACE_BYTES } from './domain/entry'
export { expiresOn, expiryText } from './domain/expiry-policy'
export type { Line } from './domain/journal'
export { hasRoomForLimit, type Limit, limitsWith, limitUsed } from './domain/limits'
export { sumOf } from './domain/lots'
export {
  accrual,
  addition,
  type ClawbackPolicy,
  clawback,
  deduction,
  hold,
  type Posting,
  redemption,
  reversal,
  unrewarded,
  untaken,
} from './domain/posting'
export { reinstatementKeyOf } from './domain/recovery'
export {
  missingOf,
  remainderOf,
  type Transfer,
  transferIn,
  transferOf,
  transferOut,
  wholeOf,
} from './domain/transfer'
export type { Finding } from './domain/verify'
export { canBeChanged, changeStatus, fence } from './freeze'
export { returnRedemption } from './give-back'
export { keepOfQuota } from './quotas/give-back'
export { createQuota, leftOfQuota, placesFor, type Quota, takeFromQuota, takenFromQuota } from './quotas/quota'
export { wasGivenBack } from './recover'
export { redeem, type Unredeemed, type Wanted } from './redeem'
export { ledgerSettings } from './settings'
export { entriesSince, lineAt, linesBelow, parseCursor } from './statement'
export { type EntryTitle, entryTitles, titleOf } from './titles'
export { beginStock } from './units/make-stock-job'
export { returnPieces } from './units/pieces'
export {
  firstPartOf,
  freeUnits,
  isBeingMade,
  isOnSale,
  openStock,
  type StockKind,
  stockKinds,
} from './units/stock'
export { claimUnit, replaceUnit, takeUnit, type Unit, unitOf } from './units/unit'
export { verify } from './verify'
