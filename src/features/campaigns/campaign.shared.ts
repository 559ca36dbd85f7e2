import type { Data } from '@/shared/api'
import { leftText } from '@/shared/countdown/countdown'
import { dateOf, momentText } from '@/shared/format/dates'
import { moneyText } from '@/shared/format/money'
import { pointsText } from '@/shared/format/points'

export type Listed = Data<'campaigns.list'>['items'][number]
export type Campaign = Data<'campaigns.view'>
type State = Listed['state']

const STATES: Readonly<Record<State, string>> = {
  live: '进行中',
  warm_up: '即将开始',
  paused: '暂停中',
  ended: '已结束',
}

export const stateText = (state: State): string => STATES[state]

/** When it begins or ends, counted by the server's clock. */
export function whenText({ state, fromMs, untilMs }: Pick<Listed, 'state' | 'fromMs' | 'untilMs'>, nowMs: number) {
  const today = dateOf(nowMs)
  if (state === 'warm_up') return `${momentText(fromMs, today)} 开始`
  if (state === 'ended') return `${momentText(untilMs, today)} 结束`
  if (state === 'paused') return '门店暂停了，恢复后这里会说'
  return `还剩 ${leftText(untilMs - nowMs)}`
}

/** The next moment at which it becomes another: it begins, or is over. Null when nothing comes. */
export function nextMomentOf({ state, fromMs, untilMs }: Pick<Listed, 'state' | 'fromMs' | 'untilMs'>): number | null {
  if (state === 'warm_up') return fromMs
  return state === 'ended' ? null : untilMs
}

/** Of a list what runs, what comes and what is over, each under its head; empty ones are left out. */
export function sectionsOf(items: readonly Listed[]) {
  const of = (...states: readonly State[]) => items.filter(({ state }) => states.includes(state))
  return [
    { head: '正在进行', items: of('live', 'paused') },
    { head: '快开始了', items: of('warm_up') },
    { head: '最近结束', items: of('ended') },
  ].filter((section) => section.items.length > 0)
}

type Counted = Campaign['mine']['points']

const upTo = ({ had, left }: Counted, unit: string): string =>
  left === null ? `${pointsText(had)} ${unit}` : `${pointsText(had)} / ${pointsText(had + left)} ${unit}`

/** What a member has had of it, and of how much; nothing while they had nothing and nothing bounds them. */
export function mineLines({ points, times, today }: Campaign['mine'], name: string) {
  const worth = (counted: Counted) => counted.had > 0 || counted.left !== null
  return [
    ...(worth(points) ? [{ label: '已得', value: upTo(points, name) }] : []),
    ...(worth(times) ? [{ label: '已享', value: upTo(times, '次') }] : []),
    ...(today && worth(today.points) ? [{ label: '今天已得', value: upTo(today.points, name) }] : []),
    ...(today && worth(today.times) ? [{ label: '今天已享', value: upTo(today.times, '次') }] : []),
  ]
}

type Steps = NonNullable<Campaign['steps']>

/** How far along the way of steps, in percent of its last one. */
export function stepsPercent({ spentFen, steps }: Steps): number {
  const last = steps.at(-1)?.fen ?? 0
  return last === 0 ? 0 : Math.min(100, Math.floor((spentFen * 100) / last))
}

/** What each step adds: the cloud says what all is worth from it on. */
export function addedBy({ steps }: Pick<Steps, 'steps'>, at: number): number {
  return (steps[at]?.points ?? 0) - (steps[at - 1]?.points ?? 0)
}

/** What is next on the way: `再消费 12.00 元，得 30 茶点`; that all is reached at its end. */
export function nextStepText(way: Pick<Steps, 'steps'>, name: string): string {
  const at = way.steps.findIndex(({ isReached }) => !isReached)
  const next = way.steps[at]
  if (!next) return '每一档都拿到了'
  return `再消费 ${moneyText(next.missingFen)} 元，得 ${pointsText(addedBy(way, at))} ${name}`
}
