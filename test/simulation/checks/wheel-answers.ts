import type { Account } from '../../../cloudfunctions/modules/ledger'
import { must } from '../must'
import type { SaidOf } from '../world/said'
import type { World } from '../world/world'
import type { Books } from './books'
import { dayOfMs } from './days'
import { type Saying, sayings } from './sayings'
import type { PaperDraw } from './wheel-book'

/** What two clocks differ by, and an instance's memory of five seconds. */
const KNOWN_MS = 15_000

/** What a draw was answered with. */
interface Answered {
  readonly draw: { readonly number: number; readonly date: string; readonly atMs: number; readonly spentPoints: number }
  readonly prize: {
    readonly prizeId: string
    readonly points?: number
    readonly insteadOf?: { readonly prizeId: string }
  }
  readonly proof: Readonly<Record<'account' | 'mark' | 'secretHash' | 'listHash', string>>
  readonly chancesLeft: number
}

/** Every answered draw is there once, every draw was told, and whatever was refused had a reason. */
export function checkAnswersOfWheels(world: World, books: Books): void {
  const byKey = new Map([...books.wheels.draws.values()].map((draw) => [draw.entry.key, draw]))
  must(byKey.size === books.wheels.draws.size, 'two draws answer one command')
  const told = new Set<string>()
  for (const saying of sayings(world)) {
    if (saying.said.kind !== 'draw') continue
    const { identity, keyHash, settled } = saying
    const draw = byKey.get(keyHash)
    if (settled) {
      must(draw !== undefined, `${identity} was answered, and nothing was drawn`)
      checkTold(identity, draw, JSON.parse(settled.text) as Answered, books)
      told.add(keyHash)
    } else checkRefused(world, books, saying as Saying & { readonly said: SaidOf<'draw'> }, draw)
  }
  for (const [key, { entry }] of byKey) must(told.has(key), `${entry.op} was drawn, and nobody was told`)
}

function checkTold(identity: string, { entry, told, account }: PaperDraw, answer: Answered, books: Books): void {
  const { draw, prize, proof, chancesLeft } = answer
  const day = books.wheels.dayOf(told.campaign, told.date)
  const isDraw =
    draw.number === told.number &&
    draw.date === told.date &&
    draw.atMs === entry.atMs &&
    draw.spentPoints === Math.max(0, -entry.points)
  const isPrize =
    prize.prizeId === told.prize &&
    prize.insteadOf?.prizeId === told.fell?.prize &&
    (prize.points ?? 0) === Math.max(0, entry.points)
  const isProof =
    proof.account === account &&
    proof.mark === told.mark &&
    proof.secretHash === day?.secretHash &&
    proof.listHash === day.listHash
  must(isDraw && isPrize && isProof && chancesLeft === told.left, `${identity} was told otherwise than ${entry.op} is`)
}

function checkRefused(
  world: World,
  books: Books,
  { identity, said, refused: code, refusedAtMs, isLie }: Saying & { readonly said: SaidOf<'draw'> },
  draw: PaperDraw | undefined,
): void {
  const isOther = code === 'key_reused_with_other_input'
  must(
    isOther ? isLie && draw !== undefined : draw === undefined || isLie || code === undefined,
    `${identity} was drawn`,
  )
  // Of what was refused before the end it is not known what there was then.
  if (code === undefined || isOther || refusedAtMs < world.quietSinceMs) return
  const moments = [refusedAtMs - KNOWN_MS, refusedAtMs, refusedAtMs + KNOWN_MS]
  must(
    moments.some((atMs) => hasReason(books, said, code, atMs)),
    `${identity} is refused as ${code} for no reason`,
  )
}

/** What could be spent on a day, whether or not it is written down yet what had ended and what had become due by then. */
function spendableOn({ lots, holds, debt }: Account, day: string): number {
  const there = [...lots, ...holds.filter(({ vestsOn }) => vestsOn <= day)].filter(({ expiresOn }) => expiresOn >= day)
  return Math.max(0, there.reduce((sum, { points }) => sum + points, 0) - debt)
}

function hasReason(
  books: Books,
  { member, campaignId, isForPoints }: SaidOf<'draw'>,
  code: string,
  atMs: number,
): boolean {
  const account = books.accountOf(member)
  if (code === 'not_a_member') return account === undefined
  if (!account) return false
  if (code === 'account_frozen') return account.status === 'frozen'
  const body = books.wheels.wheelAt(campaignId, atMs)
  const day = books.wheels.dayOf(campaignId, dayOfMs(atMs))
  const isOpen = body && !body.isPaused && body.fromMs <= atMs && atMs < body.untilMs
  if (code === 'not_open') return !isOpen || !day || day.committedAtMs + KNOWN_MS > atMs
  if (!body) return false
  const { free, earned, today } = books.wheels.leftOf(account._id, campaignId, body, dayOfMs(atMs))
  const isFree = today > 0 && free + earned > 0
  const isSold = today > 0 && isForPoints && body.pricePoints !== undefined
  if (code === 'no_chance_left') return !isFree && !isSold
  const since = books.entries('').filter((one) => one.member === member && one.entry.atMs >= atMs - KNOWN_MS)
  const gained = since.reduce((sum, { entry: { points, moved } }) => sum + Math.max(0, points) + moved, 0)
  // After it was refused something may have been earned, and what was pending become due.
  return (
    code === 'insufficient_points' &&
    !isFree &&
    isSold &&
    spendableOn(account, dayOfMs(atMs)) - gained < (body.pricePoints ?? 0)
  )
}
