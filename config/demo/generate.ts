import { businessDateOf, startOfDateMs } from '../../cloudfunctions/kernel/business-date'
import { seededRandom } from '../../cloudfunctions/kernel/seeded-random'
import { type Life, stepsOf } from './life'
import { personaLives } from './persona-lives'
import { crowd, yearUntil } from './population'
import { DemoProgramme } from './programme'
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

async function live(programme: DemoProgramme, life: Life, endMs: number, seed: number): Promise<void> {
  for (const step of stepsOf(life, endMs, seededRandom(seed))) await programme.perform(life.openid, step)
}

/**
 * The year of all members, those with a story first. Members have nothing to do with each other, so that one after the
 * other lives through the whole year, and whoever is done can be used while the others are still to come.
 */
export async function* generate(order: DemoOrder): AsyncGenerator<Batch> {
  const { programme } = await openProgramme(order)
  await programme.openTheDoors(businessDateOf(order.endMs))
  const random = seededRandom(SEED)
  const year = yearUntil(businessDateOf(order.endMs))
  const withStory = personaLives(random, year)
  const others = crowd(random, year, order.members - withStory.length)
  let membersDone = 0
  const batches = [withStory]
  for (let from = 0; from < others.length; from += MEMBERS_PER_BATCH)
    batches.push(others.slice(from, from + MEMBERS_PER_BATCH))
  for (const lives of batches) {
    for (const life of lives) {
      membersDone += 1
      await live(programme, life, order.endMs, SEED + membersDone)
    }
    await programme.tidy(order.endMs)
    yield { documents: await programme.takeWritten(), membersDone }
  }
}
