import { businessDateOf, startOfDateMs } from '../../cloudfunctions/kernel/business-date'
import { seededRandom } from '../../cloudfunctions/kernel/seeded-random'
import { openingEndsMs } from './campaigns'
import { stepsOf } from './life'
import { neighboursAmong } from './neighbours'
import { personaLives } from './persona-lives'
import { crowd, yearUntil } from './population'
import { DemoProgramme, type Step } from './programme'
import type { Written } from './written-documents'

/** What decides every byte of the demo. */
export interface DemoOrder {
  readonly masterKey: string
  /** The demo ends at this moment; its year ends on this day. */
  readonly endMs: number
  /** Members in all, those with a story included. */
  readonly members: number
}

/** Members that are complete, as documents. */
export interface Batch {
  readonly documents: readonly Written[]
  readonly membersDone: number
}

const SEED = 20_200_521
const MEMBERS_PER_BATCH = 10
const OPENS_AT_MS = 9 * 60 * 60_000

/** The programme as it was opened a year ago, and what that wrote. */
export async function openProgramme({ masterKey, endMs }: Omit<DemoOrder, 'members'>) {
  const programme = new DemoProgramme({ masterKey, seed: SEED })
  const today = businessDateOf(endMs)
  await programme.open(startOfDateMs(yearUntil(today).from) + OPENS_AT_MS, today)
  return { programme, documents: await programme.takeWritten() }
}

/** Somebody's year, and what they do in it. */
interface Planned {
  readonly openid: string
  readonly steps: readonly Step[]
}

/** What some do between two moments, the second left out: lived side by side, moment by moment. */
async function liveTogether(
  programme: DemoProgramme,
  planned: readonly Planned[],
  { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number },
): Promise<void> {
  const together = planned.flatMap(({ openid, steps }) =>
    steps.filter(({ atMs }) => atMs >= fromMs && atMs < untilMs).map((step) => ({ openid, step })),
  )
  together.sort((one, other) => one.step.atMs - other.step.atMs)
  for (const { openid, step } of together) await programme.perform(openid, step)
}

/**
 * The year of all members. In the opening weeks they share what the first campaign gives, and live side by side. Those with
 * a story come first, and with them those who give each other coupons, bring each other or take from a stock: they go on
 * side by side, and what they share is stored when the last of them is done. All others have nothing to do with each other,
 * so that one after the other lives through the rest of the year, and whoever is done can be used while the rest are still
 * to come.
 */
export async function* generate(order: DemoOrder): AsyncGenerator<Batch> {
  const { programme } = await openProgramme(order)
  const random = seededRandom(SEED)
  const year = yearUntil(businessDateOf(order.endMs))
  await programme.openTheDoors(year)
  const withStory = personaLives(random, year)
  const everybody = crowd(random, year, order.members - withStory.length)
  const neighbours = neighboursAmong(everybody, year)
  const others = everybody.filter(({ openid }) => !neighbours.some((one) => one.openid === openid))
  const first = [...withStory, ...neighbours]
  const planned = [...first, ...others].map((life, at) => ({
    openid: life.openid,
    steps: stepsOf(life, order.endMs, seededRandom(SEED + at + 1)),
  }))
  const openingEnds = openingEndsMs(year)
  await liveTogether(programme, planned, { fromMs: 0, untilMs: openingEnds })
  const rest = { fromMs: openingEnds, untilMs: Number.POSITIVE_INFINITY }
  await liveTogether(programme, planned.slice(0, first.length), rest)
  let membersDone = 0
  while (membersDone < planned.length) {
    const until = membersDone === 0 ? first.length : membersDone + MEMBERS_PER_BATCH
    for (const one of planned.slice(Math.max(membersDone, first.length), until))
      await liveTogether(programme, [one], rest)
    membersDone = Math.min(until, planned.length)
    await programme.tidy(order.endMs)
    const goingOn = planned.slice(membersDone).map(({ openid }) => openid)
    const shared = until === first.length ? await programme.takeShared(goingOn) : []
    yield { documents: [...(await programme.takeWritten(goingOn)), ...shared], membersDone }
  }
}
