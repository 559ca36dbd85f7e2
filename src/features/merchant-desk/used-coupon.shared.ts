import type { Data } from '@/shared/api'
import { timeText } from '@/shared/format/dates'
import { moneyText } from '@/shared/format/money'

export type UsedCoupon = Data<'coupons.today'>['items'][number]

const BECAME: Readonly<Record<UsedCoupon['state'], string>> = { used: '', undone: '已撤销', refunded: '已退' }

/** What became of a use, where that is worth saying. */
export const becameText = ({ state }: Pick<UsedCoupon, 'state'>): string => BECAME[state]

/** `14:30 · 261128-1430-ABCDE`, and whose hand it was where that is not this clerk's. */
export function useText({ atMs, orderNo, isMine }: Pick<UsedCoupon, 'atMs' | 'orderNo' | 'isMine'>): string {
  return `${timeText(atMs)} · ${orderNo}${isMine ? '' : ' · 同事'}`
}

/** What it took off, as a receipt has it. */
export const takenOffText = ({ discountFen }: Pick<UsedCoupon, 'discountFen'>): string => moneyText(-discountFen)

/** Whether the use can still be undone at a moment. */
export const canUnverify = ({ undoUntilMs }: Pick<UsedCoupon, 'undoUntilMs'>, nowMs: number): boolean =>
  undoUntilMs !== null && undoUntilMs > nowMs

/** Why a use is undone, as it mostly is; `other` is said in words. */
export const REASONS = [
  { name: 'wrong_coupon', text: '扫错了券' },
  { name: 'wrong_amount', text: '金额输错了' },
  { name: 'not_wanted', text: '顾客不用了' },
  { name: 'other', text: '其他' },
] as const

export type ReasonName = (typeof REASONS)[number]['name']

/** The reason as it is written down; empty while it is not said. */
export function reasonText(chosen: ReasonName, own: string): string {
  return chosen === 'other' ? own.trim() : (REASONS.find(({ name }) => name === chosen)?.text ?? '')
}
