import type { Command } from '../world/doors'
import type { World } from '../world/world'

/** A command that says something, with what it was told in the end. */
export interface Saying {
  readonly identity: string
  readonly member: string
  readonly said: NonNullable<Command['says']>['said']
  readonly keyHash: string
  /** Whether the same key was used for something else as well. */
  readonly isLie: boolean
  readonly settled: { readonly kind: 'done' | 'marked'; readonly text: string } | undefined
  /** Why it was refused when it was last asked; undefined when it was not, or never answered. */
  readonly refused: string | undefined
  readonly refusedAtMs: number
}

export function sayings({ asked, answers, shop }: World): readonly Saying[] {
  return [...asked.values()].flatMap(({ identity, member, says }) => {
    if (!says) return []
    const { said, keyHash } = says
    const settled = answers.settled.get(identity)
    const refused = settled ? undefined : answers.refused.get(identity)
    const isLie = (shop.said.get(keyHash)?.length ?? 0) > 1
    const refusedAtMs = answers.refusedAtMs.get(identity) ?? 0
    return [{ identity, member, said, keyHash, isLie, settled, refused, refusedAtMs }]
  })
}

/** Whether somebody is not let in any more, or has asked too much today: that says nothing of what they asked. */
export const isTurnedAway = ({ refused }: Saying) => refused === 'unauthorised' || refused === 'too_many_today'
