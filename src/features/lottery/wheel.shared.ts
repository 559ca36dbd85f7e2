import type { Data } from '@/shared/api'
import { dateOf, momentText, spokenDate, timeText } from '@/shared/format/dates'
import { priceText } from '@/shared/format/money'
import { pointsText } from '@/shared/format/points'

export type Wheel = Data<'lottery.wheel'>
export type OddsOfPrize = Wheel['prizes'][number]
export type Drawn = Data<'lottery.draw'>

const PERCENT_PPM = 10_000

/** `0.1%` of 1,000 parts per million: as many places as it has, and no more. */
export function oddsText(oddsPpm: number): string {
  const places = oddsPpm % PERCENT_PPM === 0 ? 0 : oddsPpm % 1_000 === 0 ? 1 : oddsPpm % 100 === 0 ? 2 : 4
  return `${(oddsPpm / PERCENT_PPM).toFixed(places)}%`
}

/** How many there are and how many are left. */
export function stockText({ kind, stock, left }: OddsOfPrize): string {
  if (kind === 'thanks') return '—'
  if (stock === null || left === null) return '不限量'
  return left === 0 ? `${pointsText(stock)} 份，已发完` : `${pointsText(stock)} 份，余 ${pointsText(left)}`
}

/** What it is, beside its name. */
export function worthText({ kind, points, valueFen, isUseRight }: OddsOfPrize, pointsName: string): string {
  if (kind === 'points') return `${pointsText(points ?? 0)} ${pointsName}，约值 ${priceText(valueFen ?? 0)}`
  if (kind === 'thanks') return '没有奖品'
  const what = kind === 'coupon' ? '优惠券' : isUseRight ? '使用权' : '实物，到店领'
  return `${what}，价值 ${priceText(valueFen ?? 0)}`
}

/** When it ends, as a person says it: the last day's midnight is that day's. */
export function endText(untilMs: number, today: string): string {
  const isMidnight = timeText(untilMs) === '00:00'
  return isMidnight ? `${spokenDate(dateOf(untilMs - 1), today)} 24:00` : momentText(untilMs, today)
}

/** What the one button says and does. */
export interface DrawButton {
  readonly text: string
  readonly canDraw: boolean
  /** Whether it spends points: then it is asked first. */
  readonly isForPoints: boolean
}

const CLOSED: Readonly<Record<Exclude<Wheel['state'], 'open' | 'not_begun'>, string>> = {
  preparing: '正在准备，请稍后再来',
  paused: '暂停中，请稍后再来',
  over: '活动结束了',
}

export function buttonOf(wheel: Wheel, pointsName: string, nowMs: number): DrawButton {
  const { state, chances, pricePoints, balance, fromMs, untilMs } = wheel
  const no = (text: string): DrawButton => ({ text, canDraw: false, isForPoints: false })
  if (state === 'not_begun') return no(`${momentText(fromMs, dateOf(nowMs))} 开始`)
  if (state !== 'open') return no(CLOSED[state])
  if (nowMs >= untilMs) return no(CLOSED.over)
  if (chances.left > 0) return { text: '抽一次', canDraw: true, isForPoints: false }
  if (chances.today === 0) return no('今天抽满了，明天再来')
  if (pricePoints === undefined) return no('现在没有机会了')
  if (balance < pricePoints) return no(`差 ${pointsText(pricePoints - balance)} ${pointsName}`)
  return { text: `用 ${pointsText(pricePoints)} ${pointsName}抽一次`, canDraw: true, isForPoints: true }
}

/** The chances in one line. */
export function chancesText({ chances, mostPerDay }: Wheel): string {
  if (chances.left > 0) return `还有 ${chances.left} 次机会`
  return chances.today === 0 ? `今天的 ${mostPerDay} 次都抽过了` : '现在没有机会'
}

/** How chances come about, the day's own first. */
export function waysText({ freePerDay, mostPerDay, ways }: Wheel): readonly string[] {
  return [...(freePerDay > 0 ? [`每天送 ${freePerDay} 次`] : []), ...ways, `每天最多抽 ${mostPerDay} 次`]
}

const WHOLE_TURN = 360

/** How far the wheel stands turned when a prize is under the pointer, from 0 to 360. */
export function restingAngle(prizes: readonly Pick<OddsOfPrize, 'prizeId'>[], prizeId: string): number {
  const at = prizes.findIndex((prize) => prize.prizeId === prizeId)
  return WHOLE_TURN - (at * WHOLE_TURN) / prizes.length
}

/** Where the wheel turns to from where it is: a few whole turns on, and never back. */
export function nextAngle(from: number, resting: number, turns: number): number {
  return from - (from % WHOLE_TURN) + turns * WHOLE_TURN + resting
}

/** What a draw says of itself. Without a prize it is said as kindly as with one. */
export function resultOf({ prize, chancesLeft }: Drawn, pointsName: string) {
  const more = chancesLeft > 0 ? `，还有 ${chancesLeft} 次机会` : ''
  const instead = prize.insteadOf ? `抽到的“${prize.insteadOf.name}”已经发完，按规则换成这个。` : ''
  switch (prize.kind) {
    case 'points':
      return { title: `得到 ${pointsText(prize.points ?? 0)} ${pointsName}`, text: `${instead}已经到账${more}` }
    case 'coupon':
      return { title: prize.name, text: `${instead}券已经放进您的卡包${more}` }
    case 'item':
      return { title: prize.name, text: `${instead}兑换券已经放进您的卡包，到店出示就能领${more}` }
    case 'thanks':
      return { title: prize.name, text: `${instead}谢谢您来玩${chancesLeft > 0 ? more : '，下次见'}` }
  }
}
