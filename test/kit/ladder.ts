import { businessDateOf } from '../../cloudfunctions/kernel/business-date'
import { Refusal } from '../../cloudfunctions/kernel/refusal'
import { changeAccount, unrewarded } from '../../cloudfunctions/modules/ledger'
import { afterTierChange, withOrder } from '../../cloudfunctions/modules/tiers'
import { writeByHand } from './by-hand'
import { dataOf, type Programme } from './programme'
import { commandOn, workOn } from './work-on'

export interface TierBody {
  readonly name: string
  readonly order: number
  readonly growthAtLeast: number
  readonly ordersAtLeast?: number
  readonly rateBps?: number
  readonly benefits: readonly {
    readonly benefitId: string
    readonly name: string
    readonly text: string
    readonly quota: number
    readonly per: 'month' | 'year'
  }[]
}

const COFFEE = {
  benefitId: 'coffee',
  name: '免费咖啡',
  text: '到店出示会员码，任选一杯',
  quota: 1,
  per: 'month',
} as const
const CAKE = { benefitId: 'cake', name: '生日蛋糕', text: '生日当月到店领取', quota: 1, per: 'year' } as const

/** Three tiers as a shop would have them. */
export const LADDER = {
  base: { name: '普通会员', order: 1, growthAtLeast: 0, benefits: [] },
  silver: { name: '银卡', order: 2, growthAtLeast: 1_000, ordersAtLeast: 10, rateBps: 12_000, benefits: [COFFEE] },
  gold: { name: '金卡', order: 3, growthAtLeast: 2_000, rateBps: 15_000, benefits: [{ ...COFFEE, quota: 4 }, CAKE] },
} satisfies Record<string, TierBody>

/** Drafts a tier and publishes it as an operator does, and lets it come into force. */
export async function publishTier(programme: Programme, id: string, tier: TierBody): Promise<void> {
  await writeByHand(programme, 'tiers', { _id: id, ...tier })
  dataOf(await programme.ops()('ops.publish', { kind: 'tiers', id }))
  programme.wait(10_000)
}

export async function retireTier(programme: Programme, id: string): Promise<void> {
  dataOf(await programme.ops()('ops.retire', { kind: 'tiers', id }))
  programme.wait(10_000)
}

export async function publishLadder(
  programme: Programme,
  ladder: Readonly<Record<string, TierBody>> = LADDER,
): Promise<void> {
  for (const [id, tier] of Object.entries(ladder)) await publishTier(programme, id, tier)
}

/**
 * Growth of a member by an order of so many yuan, or less by a refund of one: what the orders module does to the tier,
 * without an order.
 */
export async function growBy(programme: Programme, member: string, yuan: number, on?: string, orders: 1 | 0 | -1 = 1) {
  const work = workOn(programme)
  const change = {
    amountFen: Math.round(yuan * 100),
    orders,
    on: on ?? businessDateOf(programme.nowMs),
    cause: yuan < 0 ? 'refund' : 'order',
  } as const
  let grown: Awaited<ReturnType<typeof withOrder>> | null = null
  const command = commandOn(programme, programme.newKey())
  const seq = await changeAccount(work, member, {
    command,
    async decide(account) {
      grown = await withOrder(work, account, change)
      const cause = { op: `grow|${command.key}`, ref: { kind: 'joined', id: 'test' }, trace: {} }
      return { posting: unrewarded(cause), marks: { rooms: grown.rooms } }
    },
    reply: ({ entry }) => entry.seq,
  })
  if (seq instanceof Refusal || !grown) throw new Error('growth was refused')
  const { reached, isMoved } = grown as Awaited<ReturnType<typeof withOrder>>
  if (isMoved) await afterTierChange(work, { member })
  return { reached, isMoved }
}
