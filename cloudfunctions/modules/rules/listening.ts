import type { Work } from '../../platform/context'
import type { RuleEvent } from './domain/rule'
import { rulesOn } from './in-force'

/**
 * Whether any rule that was in force at a moment listens to an event. For who has to write down that it is still to be told
 * of: while nobody listens there is nothing to write.
 */
export async function isListenedTo(work: Work, event: RuleEvent, atMs: number): Promise<boolean> {
  const { compiled } = await rulesOn(work, event, { atMs })
  return compiled.programme.length > 0 || compiled.campaigns.all.length > 0
}
