import type { Data } from '@/shared/api'
import { hmacSha256, sha256 } from '@/shared/sha256'

export type MyDraw = Data<'lottery.draws'>['items'][number]
export type DayProof = Data<'lottery.proof'>

/** The two hashes that a day was promised by, as this phone read them before it drew. */
export interface SeenPromise {
  readonly secretHash: string
  readonly listHash: string
}

interface ListedPrize {
  readonly prizeId: string
  readonly name: string
  readonly oddsPpm: number
}

interface ListedPrizes {
  readonly prizes: readonly ListedPrize[]
  readonly fallback: string
}

/** One thing that was checked, and how it came out. */
export interface Check {
  readonly text: string
  readonly isRight: boolean
}

const WHOLE_PPM = 1_000_000
const OUTCOME_DIGITS = 12
const MARK_DIGITS = 16

function listIn(text: string): ListedPrizes | null {
  try {
    const list = JSON.parse(text) as ListedPrizes
    return Array.isArray(list.prizes) ? list : null
  } catch {
    return null
  }
}

/** Where the draw falls, computed anew from the secret: from 0 to 999,999. */
function outcomeOf({ proof }: Pick<MyDraw, 'proof'>, secret: string): number {
  const { campaignId, account, number } = proof
  const mac = hmacSha256(secret, `${campaignId}|${account}|${number}`)
  return Number.parseInt(mac.slice(0, OUTCOME_DIGITS), 16) % WHOLE_PPM
}

function prizeAt(prizes: readonly ListedPrize[], outcome: number): ListedPrize | null {
  let below = 0
  for (const prize of prizes) {
    below += prize.oddsPpm
    if (outcome < below) return prize
  }
  return null
}

/** Whether the list has the outcome lead to what was given: the prize itself, or the fallback in its place. */
function isGivenBy(list: ListedPrizes | null, outcome: number, { prize }: Pick<MyDraw, 'prize'>): boolean {
  const fell = list && prizeAt(list.prizes, outcome)
  const given = list?.prizes.find(({ prizeId }) => prizeId === prize.prizeId)
  if (!list || !fell || given?.name !== prize.name) return false
  if (!prize.insteadOf) return fell.prizeId === prize.prizeId
  return fell.prizeId === prize.insteadOf.prizeId && prize.prizeId === list.fallback
}

/**
 * Re-runs a draw on this phone: what was checked, in the order in which each builds on the one before. Null while the
 * secret of its day is not told.
 */
export function checksOf(draw: MyDraw, day: DayProof, seen: SeenPromise | null): readonly Check[] | null {
  const { secret, list, secretHash, listHash } = day
  if (secret === null) return null
  const { proof } = draw
  const isPromised = secretHash === proof.secretHash && listHash === proof.listHash
  const isMarked = sha256(`${secretHash}|${listHash}`).slice(0, MARK_DIGITS) === proof.mark
  const asSeen = seen && [
    { text: '和这部手机在抽奖前记下的指纹一致', isRight: seen.secretHash === secretHash && seen.listHash === listHash },
  ]
  return [
    { text: '抽奖前公布的指纹，和这次抽奖记录里的一致', isRight: isPromised && isMarked },
    ...(asSeen ?? []),
    { text: '当天的密钥符合事先公布的指纹', isRight: sha256(secret) === secretHash },
    { text: '奖品和概率符合事先公布的指纹', isRight: sha256(list) === listHash },
    {
      text: '用密钥重新抽一遍，落在同一个奖品上',
      isRight: isGivenBy(listIn(list), outcomeOf(draw, secret), draw),
    },
  ]
}
