import { businessDateOf, shownMoment } from '../../kernel/business-date'
import { yuanText } from '../../kernel/yuan'
import type { Rehearsal } from './store'

const BPS = 10_000

export const costFenOf = (points: number, giftFen: number, pointCostBps: number): number =>
  Math.round((points * pointCostBps) / BPS) + giftFen

const UNITS: Readonly<Record<string, string>> = { points: '积分预算', fen: '金额预算', times: '份数预算' }

/** What a budget is called, by the id of its quota: `cb|spring|points|day|2026-03-01`. */
export function budgetText(quota: string): string {
  const [, , unit = '', by, of] = quota.split('|')
  const name = UNITS[unit] ?? '预算'
  if (by === 'day') return `${of} 当天的${name}`
  return by === 'store' ? `门店 ${of} 的${name}` : `总${name}`
}

/** How much of it is done. Collecting is the longer half. */
export function percentOf(rehearsal: Rehearsal): number {
  const { state, accounts, accountsDone, events, replayed } = rehearsal
  if (state === 'done' || state === 'failed') return 100
  const share = (done: number, of: number) => (of === 0 ? 1 : Math.min(1, done / of))
  const percent = state === 'collecting' ? 60 * share(accountsDone, accounts) : 60 + 39 * share(replayed, events)
  return Math.floor(percent)
}

/** The last day of a time that ends at a moment. */
export const lastDayOf = (untilMs: number) => businessDateOf(untilMs - 1)

export function periodText({ from, to, runs, title, source }: Rehearsal): string {
  const what = source === 'draft' ? '草稿' : '发布过的版本'
  const isWhole = businessDateOf(runs.fromMs) <= from && lastDayOf(runs.untilMs) >= to
  const when = isWhole ? '整段都算在办' : `其中 ${businessDateOf(runs.fromMs)} 到 ${lastDayOf(runs.untilMs)} 在办`
  return `「${title}」的${what}，重放 ${from} 到 ${to}，${when}`
}

interface Told {
  readonly sums: { events: number; awards: number; members: number; points: number; costFen: number; refused: number }
  readonly ranOut: readonly { readonly budget: string; readonly at: string; readonly refused: number }[]
  readonly winners: readonly { readonly name: string; readonly points: number; readonly awards: number }[]
  readonly collisions: readonly { readonly title: string; readonly events: number; readonly displacedPoints: number }[]
  readonly costs: Rehearsal['result'] extends infer R ? (R extends { readonly costs: infer C } ? C : never) : never
  readonly days: readonly { readonly date: string; readonly points: number; readonly costFen: number }[]
}

const SHOWN_WINNERS = 5

/** A rehearsal's result to be read in the console, most telling first. */
export function resultText(rehearsal: Rehearsal, told: Told, pointsName: string): string {
  const { sums, ranOut, winners, collisions, costs, days } = told
  const [busiest] = [...days].sort((one, other) => other.points - one.points)
  const usual = costs.find(({ changePercent }) => changePercent === 0)
  return [
    `${periodText(rehearsal)}。`,
    `${sums.events} 件事里给了 ${sums.awards} 次，${sums.members} 位会员，共 ${sums.points} ${pointsName}，约 ${yuanText(sums.costFen)} 元。`,
    ...(busiest && busiest.points > 0
      ? [`最多的一天是 ${busiest.date}：${busiest.points} ${pointsName}，约 ${yuanText(busiest.costFen)} 元。`]
      : []),
    ...ranOut.map(({ budget, at, refused }) => `${budget}在 ${at} 第一次不够，一共有 ${refused} 次没给成。`),
    ...(usual ? [`照这段日子办一场，八成的可能花 ${yuanText(usual.p10Fen)} 到 ${yuanText(usual.p90Fen)} 元。`] : []),
    ...collisions.map(
      ({ title, events, displacedPoints }) =>
        `和「${title}」撞上 ${events} 次${displacedPoints > 0 ? `，它少给 ${displacedPoints} ${pointsName}` : ''}。`,
    ),
    ...winners
      .slice(0, SHOWN_WINNERS)
      .map(({ name, points, awards }, at) => `第 ${at + 1} 名 ${name}：${awards} 次，${points} ${pointsName}。`),
  ].join('\n')
}

/** Where a rehearsal is, before there is a result. */
export function progressText(rehearsal: Rehearsal): string {
  if (rehearsal.state === 'failed') return `${periodText(rehearsal)}：没有做成，请重新预演；还不行就看日志。`
  const step = rehearsal.state === 'collecting' ? '正在收集发生过的事' : '正在重放'
  return `${periodText(rehearsal)}：${step}，完成 ${percentOf(rehearsal)}%。每分钟会自己接着做，也可以用同样的 key 再调一次 ops.rehearse。`
}

export const momentText = (atMs: number) => shownMoment(atMs).slice(0, 16)
