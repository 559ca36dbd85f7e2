import type { Work } from '../../../platform/context'
import { untilSettled } from '../../../platform/guarded-store'
import { claimUnit, PLAIN, replaceUnit, type UnitClaim, type UnitKind, unitOf } from './unit'

/** The operation of a piece beside the first. @param nth from 2 */
const pieceOp = (op: string, nth: number) => `${op}|${nth}`

/** Takes back one piece of several, if it was claimed; again, it changes nothing. */
async function returnPiece(work: Work, op: string, kind: UnitKind): Promise<void> {
  await untilSettled(work, async () => {
    const unit = await unitOf(work, kind.units, op)
    if (!unit || unit.state === 'tombstone') return { value: null }
    await work.store.update(kind.units, { _id: unit._id, op }, { set: { state: 'returned' } })
    await replaceUnit(work, unit, kind)
    return { value: null }
  })
}

/** Takes back the pieces that an operation had beside its own unit. */
export async function returnPieces(work: Work, op: string, pieces: number, kind = PLAIN): Promise<void> {
  for (let nth = 2; nth <= pieces; nth += 1) await returnPiece(work, pieceOp(op, nth), kind)
}

/**
 * Claims several units for an operation, all of them or none. Its own unit comes last, so that whoever sees it knows that
 * the others are there; the first that is not to be had decides for all, and what was claimed before it goes back.
 */
export async function claimPieces(
  work: Work,
  claim: UnitClaim,
  pieces: number,
  kind = PLAIN,
): Promise<'claimed' | 'none_free'> {
  const { op, sku, member } = claim
  for (let nth = 2; nth <= pieces; nth += 1) {
    const claimed = await claimUnit(work, { sku, member, op: pieceOp(op, nth) }, kind)
    if (claimed === 'none_free') {
      await returnPieces(work, op, nth - 1, kind)
      return claimed
    }
  }
  const claimed = await claimUnit(work, claim, kind)
  if (claimed === 'none_free') await returnPieces(work, op, pieces, kind)
  return claimed
}
