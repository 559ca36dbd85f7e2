import * as z from 'zod/mini'
import type { Work } from '../../platform/context'
import { type Account, limitsWith } from '../ledger'
import type { MergingRoom } from '../members'
import { chancesName, earnedChances, periodsOf } from './earned'
import { wheelsInForce } from './in-force'
import { ROOM } from './room'

/** Chances by wheel. */
const chances = z.record(z.string(), z.int().check(z.minimum(1)))
type ByWheel = z.output<typeof chances>

/** What was drawn stays where it was drawn: the number of a draw is the account's own. */
const roomOf = ({ rooms }: Account) => rooms[ROOM] ?? {}

const some = (byWheel: ByWheel) => Object.entries(byWheel).filter(([, count]) => count > 0)

const going = (account: Account, byWheel: ByWheel) => {
  const goes = Object.fromEntries(some(byWheel))
  return Object.keys(goes).length === 0 ? null : { goes, left: roomOf(account) }
}

/** The chances of an account on wheels that may still be drawn. */
async function unusedOf(work: Work, account: Account): Promise<ByWheel> {
  const wheels = (await wheelsInForce(work)).filter(({ untilMs }) => work.nowMs < untilMs)
  return Object.fromEntries(wheels.map(({ campaignId }) => [campaignId, earnedChances(account, campaignId)]))
}

/** Takes so many off, in whichever periods they were counted. */
function without(account: Account, campaignId: string, count: number, today: string): Account['limits'] {
  const name = chancesName(campaignId)
  let [{ limits }, left] = [account, count]
  for (const period of periodsOf(account, campaignId)) {
    const taken = Math.min(left, limits[`${name}|${period}`]?.count ?? 0)
    limits = limitsWith({ limits }, { name, period }, -taken, today)
    left -= taken
  }
  return limits
}

/** Chances that rules gave and nobody has drawn go along when two members are made one, and back when that is undone. */
export const mergingChances: MergingRoom = {
  room: ROOM,

  leave: async (work, account) => going(account, await unusedOf(work, account)),

  arrive: async (_, account) => roomOf(account),

  async goBack(_, account, came) {
    const still = Object.entries(z.parse(chances, came)).map(([campaignId, count]) => {
      // guard: only-undrawn-goes-back
      return [campaignId, Math.min(count, earnedChances(account, campaignId))] as const
    })
    return going(account, Object.fromEntries(still))
  },

  counts: {
    less(account, goes, today) {
      let { limits } = account
      // guard: chances-leave
      for (const [campaignId, count] of Object.entries(z.parse(chances, goes)))
        limits = without({ ...account, limits }, campaignId, count, today)
      return limits
    },
    more(account, came, today) {
      let { limits } = account
      for (const [campaignId, count] of Object.entries(z.parse(chances, came)))
        limits = limitsWith({ limits }, { name: chancesName(campaignId), period: 'ever' }, count, today)
      return limits
    },
  },

  text: (goes) => `抽奖机会 ${Object.values(z.parse(chances, goes)).reduce((sum, count) => sum + count, 0)} 次`,

  after: async () => {},
}
