import type { Data } from '@/shared/api'
import { dateText, momentText } from '@/shared/format/dates'

export type Redemption = Data<'rewards.orders'>['items'][number]
type Handover = Redemption['handover']
type State = Redemption['state']

/** The steps of each way to hand over, as a member reads them; the last is where it ends well. */
const WAYS: Readonly<Record<Handover, readonly (readonly [state: State, text: string])[]>> = {
  send: [
    ['made', '已下单'],
    ['packed', '已打包'],
    ['sent', '已寄出'],
    ['received', '已收到'],
  ],
  pick_up: [
    ['made', '已下单'],
    ['packed', '可以领了'],
    ['received', '已领取'],
  ],
  visit: [
    ['made', '已预约'],
    ['received', '已到店'],
  ],
  at_once: [['received', '已到账']],
}

const ENDED: Readonly<Partial<Record<State, string>>> = { missed: '没有来', cancelled: '已取消', returned: '已退回' }

/** Where an order stands, in a word or two. */
export function stateText({ handover, state }: Pick<Redemption, 'handover' | 'state'>): string {
  return ENDED[state] ?? WAYS[handover].find(([known]) => known === state)?.[1] ?? '已下单'
}

/** The way with how much of it is behind; null for an order that was given back. */
export function wayOf({ handover, state }: Pick<Redemption, 'handover' | 'state'>) {
  if (ENDED[state]) return null
  const way = WAYS[handover]
  return { steps: way.map(([, text]) => text), done: way.findIndex(([known]) => known === state) + 1 }
}

/** What the member should know next: until when to come, or when it takes place. */
export function whenText(
  { state, slot, pickUpUntil }: Pick<Redemption, 'state' | 'slot' | 'pickUpUntil'>,
  today: string,
): string {
  if (ENDED[state] || state === 'received') return ''
  if (slot) return `${momentText(slot.startsAtMs, today)}开始`
  return pickUpUntil === null ? '' : `${dateText(pickUpUntil, today)}前到店领取`
}
