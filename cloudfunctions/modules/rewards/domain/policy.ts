import type { LimitPer, Reward, RewardKind } from './reward'
import type { Handover, IfMissed } from './steps'

const PER: Readonly<Record<LimitPer, string>> = { day: '每天', month: '每月', year: '每年', ever: '' }

const yuan = (fen: number) => (fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2))

export interface PolicyDays {
  readonly pickUpDays: number
  /** How long points last that come back after they had ended. */
  readonly returnedPointsDays: number
  readonly ifMissed: IfMissed
}

/** The ways in which something can be handed over. */
export function handoversOf({ own }: Pick<Reward, 'own'>): readonly Handover[] {
  if (own.kind === 'experience') return ['visit']
  if (own.kind !== 'item') return ['at_once']
  if (own.delivery === 'either') return ['send', 'pick_up']
  return [own.delivery]
}

/** What becomes of an order that is handed over in a way. */
export function handoverPolicy(
  { kind, handover, hasSlot }: { readonly kind: RewardKind; readonly handover: Handover; readonly hasSlot: boolean },
  { pickUpDays, ifMissed }: PolicyDays,
): string {
  if (handover === 'send') return '寄出之前可以取消；寄出之后不能取消'
  if (handover === 'pick_up') return `到店自取：兑换之后留 ${pickUpDays} 天，领取之前可以取消，过期没来领自动取消`
  if (handover === 'at_once')
    return kind === 'code' ? '兑换之后不能取消；卡密只显示一次，请马上保存' : '兑换之后马上生效，不能取消'
  if (hasSlot) return `开始之前可以取消；没有来的${ifMissed === 'kept' ? '不退' : '也退'}`
  return `兑换之后 ${pickUpDays} 天内有效，使用之前可以取消，过期没来自动取消`
}

/** Where points go that come back. */
export function undoPolicy({ returnedPointsDays }: PolicyDays, pointsName: string): string {
  return `取消后${pointsName}退回原来的批次；已经到期的，从退回那天起再留 ${returnedPointsDays} 天`
}

/** What a member should know before they redeem, one sentence each, in Chinese. */
export function policyOf(reward: Reward, days: PolicyDays, pointsName: string): readonly string[] {
  const { own, priceFen, limitPerMember, limitPer } = reward
  const handovers = handoversOf(reward)
  const hasSlot = own.kind === 'experience' && own.slots !== null
  return [
    ...(limitPerMember === null ? [] : [`每人${PER[limitPer]}限兑 ${limitPerMember} 份`]),
    ...(priceFen === null ? [] : [`到店另付 ${yuan(priceFen)} 元，在柜台付`]),
    ...handovers.map((handover) => handoverPolicy({ kind: own.kind, handover, hasSlot }, days)),
    ...(handovers.includes('at_once') ? [] : [undoPolicy(days, pointsName)]),
  ]
}
