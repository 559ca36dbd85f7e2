import type { Data } from '@/shared/api'
import { dateOf, dateText } from '@/shared/format/dates'

export type ListedCampaign = Data<'ops.campaigns'>['items'][number]

const STATES: Readonly<Record<ListedCampaign['state'], string>> = {
  draft: '草稿',
  scheduled: '待开始',
  warm_up: '预热中',
  live: '进行中',
  paused: '已暂停',
  ended: '已结束',
  retired: '已停用',
}

export const stateText = ({ state }: Pick<ListedCampaign, 'state'>): string => STATES[state]

/** `4月1日 至 4月30日`; the end is the last day on which it runs. */
export function daysText({ fromMs, untilMs }: Pick<ListedCampaign, 'fromMs' | 'untilMs'>, today: string): string {
  if (fromMs === null || untilMs === null) return '还没有写日期'
  const [first, last] = [dateOf(fromMs), dateOf(untilMs - 1)]
  return first === last ? dateText(first, today) : `${dateText(first, today)} 至 ${dateText(last, today)}`
}
