import { addDays, startOfDateMs } from '../../kernel/business-date'
import type { Work } from '../../platform/context'
import { untilSettled } from '../../platform/guarded-store'
import { sweepOf } from '../../platform/operation'
import { type Account, accountOf, amendAccount, replaceUnit } from '../ledger'
import { promisedDay } from './days'
import { listOfText, prizeIn } from './domain/prize'
import { entryOfDraw } from './draws-of'
import { type DrawId, drawOp, giveCoupon } from './give'
import { prizeStock } from './stock-kind'
import { type LotteryUnit, lotteryUnits } from './store'
import { traceOf } from './trace'

/** Clocks of instances differ: what was written in the same moment may bear an earlier one. */
const CLOCKS_APART_MS = 60_000
/** Longer than any function may run: a draw of the day before is no longer on its way. */
const ENDED_AFTER_MS = 120_000

async function settle(work: Work, { _id, openSinceMs }: LotteryUnit): Promise<void> {
  await work.store.update(lotteryUnits, { _id, openSinceMs }, { set: { openSinceMs: null } })
}

/** The draw of a unit as it was written down, for this prize; null when it was not. */
async function writtenDraw(work: Work, unit: LotteryUnit, account: Account, id: DrawId) {
  const entry = await entryOfDraw(work, account, { op: drawOp(id), sinceMs: unit.atMs - CLOCKS_APART_MS })
  return entry && traceOf(entry).date === unit.date ? traceOf(entry) : null
}

/**
 * Puts a prize back whose draw never was: the day is over, and nothing that was decided about the account before can
 * still be written. Answers whether it is so.
 */
async function putBack(work: Work, unit: LotteryUnit, account: Account): Promise<void> {
  // guard: draw-fenced
  if ((await amendAccount(work, unit.member, () => ({ marks: {} }), account)) === 'nothing') return
  const known = await accountOf(work, unit.member)
  const id = idOf(unit, account)
  if (!known || (await writtenDraw(work, unit, known, id))) return
  await untilSettled(work, async () => {
    await work.store.update(lotteryUnits, { _id: unit._id, op: unit.op }, { set: { state: 'returned' } })
    await replaceUnit(work, unit, prizeStock)
    return { value: null }
  })
  await settle(work, unit)
}

const idOf = ({ campaign, date, number }: LotteryUnit, account: Account): DrawId => ({
  account,
  campaign,
  date,
  number,
})

/** Finds out what became of a prize that was claimed for a draw, and ends it. */
async function finish(work: Work, unit: LotteryUnit): Promise<void> {
  const account = await accountOf(work, unit.member)
  // Who has left, or joined again since, draws no more by that account: it stays theirs as it is.
  if (!account || account._id !== unit.account) return settle(work, unit)
  const id = idOf(unit, account)
  const drawn = await writtenDraw(work, unit, account, id)
  if (!drawn) {
    const isOver = work.nowMs >= startOfDateMs(addDays(unit.date, 1)) + ENDED_AFTER_MS
    // Until then the same draw may still be made, and takes it.
    // guard: prize-waits
    return isOver ? putBack(work, unit, account) : undefined
  }
  const day = await promisedDay(work, unit.campaign, unit.date)
  if (!day) throw new Error(`the day of ${unit.op} is not there`)
  const prize = prizeIn(listOfText(day.list), unit.prize)
  await giveCoupon(work, id, { prize, isFallback: drawn.fell !== undefined })
  await settle(work, unit)
}

/** Ends what draws have left open: gives coupons that are due, and puts prizes back whose draw never was. */
export const finishPrizesJob = sweepOf('lottery-finish-prizes', lotteryUnits, finish)
