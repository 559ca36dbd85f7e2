import type { Data, Input } from '@/shared/api'
import { dateText, momentText, timeText } from '@/shared/format/dates'
import { priceText } from '@/shared/format/money'

export type Waiting = Data<'rewards.waiting'>['items'][number]
export type Slot = Data<'rewards.slots'>['items'][number]
type Asked = Input<'rewards.waiting'>
export type ListName = Asked['list']
export type Stage = Asked['state']
type State = Waiting['state']
type Step = Input<'rewards.advance'>['to']

/** The lists of work at a counter: what is sent is every store's, what is picked up is one's or anybody's. */
export const LISTS = [
  { name: 'to_send', text: '要寄的' },
  { name: 'here', text: '本店领' },
  { name: 'anywhere', text: '各店可领' },
] as const satisfies readonly { name: ListName; text: string }[]

const PICK_UP_STAGES = [
  { name: 'made', text: '待备货' },
  { name: 'packed', text: '待领取' },
] as const

/** Where the orders of each list wait, in the order in which they go. */
export const STAGES: Readonly<Record<ListName, readonly { readonly name: Stage; readonly text: string }[]>> = {
  to_send: [
    { name: 'made', text: '待打包' },
    { name: 'packed', text: '待寄出' },
    { name: 'sent', text: '已寄出' },
  ],
  here: PICK_UP_STAGES,
  anywhere: PICK_UP_STAGES,
}

/** Something that can be done with an order. */
export interface Act {
  readonly to: Step
  readonly text: string
  /** What was done, said afterwards. */
  readonly done: string
  /** What it needs before: a tracking number, or why the points go back. */
  readonly asks: 'nothing' | 'tracking' | 'reason'
}

const SEND: Act = { to: 'sent', text: '寄出', done: '已寄出，会通知顾客', asks: 'tracking' }
const CANCEL: Act = { to: 'cancelled', text: '取消兑换', done: '取消了，花掉的退回给顾客', asks: 'reason' }
const RETURN: Act = { to: 'returned', text: '退回', done: '退回了，花掉的还给顾客', asks: 'reason' }
const HAND_OVER: Act = { to: 'received', text: '没带码，直接交给顾客', done: '交给顾客了', asks: 'nothing' }
const NOBODY_CAME: Act = { ...RETURN, text: '没人来领' }
/** What follows is the shop's rule, which the customer was told on booking. */
const MISSED: Act = { to: 'missed', text: '没有来', done: '记下了，按约定处理', asks: 'nothing' }

type Ways = Readonly<Partial<Record<State, readonly Act[]>>>

/** What anybody at the counter does without the customer's code. */
const STAFF: Readonly<Record<Waiting['handover'], Ways>> = {
  send: {
    made: [
      { to: 'packed', text: '打包好了', done: '打包好了，等着寄出', asks: 'nothing' },
      { ...SEND, text: '直接寄出' },
    ],
    packed: [SEND],
    sent: [{ to: 'received', text: '顾客收到了', done: '记下了', asks: 'nothing' }],
  },
  pick_up: { made: [{ to: 'packed', text: '备好了', done: '备好了，会通知顾客来领', asks: 'nothing' }] },
  visit: {},
  at_once: {},
}

/** What is for managers besides: it gives points back, or goes without the code. */
const MANAGERS: Readonly<Record<Waiting['handover'], Ways>> = {
  send: { made: [CANCEL], packed: [CANCEL], sent: [RETURN] },
  pick_up: { made: [HAND_OVER, CANCEL], packed: [HAND_OVER, NOBODY_CAME, CANCEL] },
  visit: {
    made: [{ ...HAND_OVER, text: '没带码，人到了', done: '记下了' }, MISSED, RETURN, CANCEL],
    missed: [{ ...HAND_OVER, text: '人其实到了', done: '改过来了' }, RETURN],
  },
  at_once: {},
}

/** What can be done with an order now, the usual first. The cloud decides; this is what is offered. */
export function actsOf(
  { handover, state, slot }: Pick<Waiting, 'handover' | 'state' | 'slot'>,
  { isManager, nowMs }: { readonly isManager: boolean; readonly nowMs: number },
): readonly Act[] {
  const isOver = slot !== null && slot.endsAtMs <= nowMs
  const acts = [...(STAFF[handover][state] ?? []), ...(isManager ? (MANAGERS[handover][state] ?? []) : [])]
  // Nobody has missed what has not ended.
  return isOver ? acts : acts.filter(({ to }) => to !== 'missed')
}

/** Whether the customer's code takes it to its end: what is picked up, or visited. */
export const isHandedOver = ({ handover, state }: Pick<Waiting, 'handover' | 'state'>): boolean =>
  (handover === 'pick_up' || handover === 'visit') && (state === 'made' || state === 'packed')

/** Whether somebody about to send it may see where to. */
export const hasAddress = ({ handover, state }: Pick<Waiting, 'handover' | 'state'>): boolean =>
  handover === 'send' && (state === 'made' || state === 'packed')

/** `青瓷茶杯 × 2`; one of something is not counted. */
export const whatText = ({ title, quantity }: Pick<Waiting, 'title' | 'quantity'>): string =>
  quantity === 1 ? title : `${title} × ${quantity}`

/** Whose it is and since when, or until when it waits. */
export function waitText({ maskedName, atMs, pickUpUntil }: Waiting, today: string): string {
  return `${maskedName} · ${pickUpUntil ? `留到 ${dateText(pickUpUntil, today)}` : momentText(atMs, today)}`
}

/** What the clerk should know before it leaves the counter: one line for each. */
export function notesOf({ atMs, payFen, slot, pickUpUntil }: Waiting, today: string): readonly string[] {
  return [
    `${momentText(atMs, today)} 兑换`,
    slot && `${momentText(slot.startsAtMs, today)}–${timeText(slot.endsAtMs)}`,
    pickUpUntil && `留到 ${dateText(pickUpUntil, today)}`,
    payFen > 0 && `先收 ${priceText(payFen)}`,
  ].filter((line) => line !== null && line !== false)
}

/** `14:00–15:30 · 已约 6/8`. */
export function slotText({ startsAtMs, endsAtMs, booked, capacity }: Slot): string {
  return `${timeText(startsAtMs)}–${timeText(endsAtMs)} · 已约 ${booked}/${capacity}`
}
