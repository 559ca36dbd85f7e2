import type { Random } from '../../../cloudfunctions/kernel/seeded-random'
import { cardCodeAt } from '../../../cloudfunctions/modules/members/domain/card-code'
import { members } from '../../../cloudfunctions/modules/members/store'
import { secrets } from '../world/cloud'
import { at } from '../world/random'
import type { World } from '../world/world'

/** The code that somebody's card shows at a moment. Who has none yet shows twenty digits of nothing. */
export async function codeOf({ store }: World, member: string, atMs: number): Promise<string> {
  const found = await store.get(members, member)
  return found ? cardCodeAt(secrets.key('member-card'), found.cardNo, atMs).code : '0'.repeat(20)
}

export const nonsenseCode = (random: Random) =>
  String(10_000_000 + at(random, 90_000_000))
    .repeat(3)
    .slice(0, 20)
