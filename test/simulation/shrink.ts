import { scenarioOf, simulate } from './simulate'
import type { Scenario } from './world/world'

const LEAVE_OUT = ['skew', 'lost', 'error', 'effect without reply', 'late effect', 'done twice', 'death before']
const LEAVE_OUT_TOO = ['death after', 'death, effect late', 'read lost', 'read error', 'death at a read']

async function failureOf(scenario: Scenario): Promise<string | null> {
  try {
    await simulate(scenario)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Leaves out whatever the failure does not need: steps, people and kinds of fault; and shows what is left. */
export async function shrink(seed: number, print: (line: string) => void): Promise<void> {
  let least = scenarioOf(seed)
  if ((await failureOf(least)) === null) return print(`seed ${seed} does not fail`)
  const attempt = async (changed: Partial<Scenario>) => {
    const smaller = { ...least, ...changed }
    if ((await failureOf(smaller)) === null) return false
    least = smaller
    return true
  }
  for (let steps = 1; steps < least.steps; steps *= 2) if (await attempt({ steps })) break
  for (let people = 1; people < least.people; people += 1) if (await attempt({ people })) break
  for (const fault of [...LEAVE_OUT, ...LEAVE_OUT_TOO]) {
    await attempt({ without: new Set([...least.without, fault]) })
  }
  for (let size = Math.ceil(least.steps / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let from = 0; from < least.steps; from += size) {
      const chunk = Array.from({ length: size }, (_, offset) => from + offset)
      if (chunk.every((step) => least.skipped.has(step))) continue
      await attempt({ skipped: new Set([...least.skipped, ...chunk]) })
    }
  }
  await simulate({ ...least, trace: print }).catch((error: Error) => print(error.message))
  const left = least.steps - [...least.skipped].filter((step) => step < least.steps).length
  print(`${left} steps of ${least.people} people, without: ${[...least.without].join(', ')}`)
}
