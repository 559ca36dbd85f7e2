import type { PaceDecision, PaceReason } from './pace'

const NEXT_DAY = '第二天自己恢复'

const SLOW: Readonly<Record<PaceReason, string>> = {
  day: `今天已经发到预计的一天，${NEXT_DAY}`,
  hour: '这一小时发得太快，慢下来自己恢复',
  store: `一家门店占了今天的大半，别的门店跟上来或者${NEXT_DAY}`,
  member: `今天的大半给了个别会员，他们先等着，别人跟上来或者${NEXT_DAY}`,
  refunds: `今天退款收回的太多，${NEXT_DAY}`,
}

const STOPPED: Readonly<Record<PaceReason, string>> = {
  ...SLOW,
  day: `今天发得远远超过预计的一天，${NEXT_DAY}`,
}

/** How a campaign gives and what ends it, for who runs it. */
export function paceText({ pace, why }: Pick<PaceDecision, 'pace' | 'why'>): string {
  if (pace === 'normal') return '发得正常'
  const reason = why ?? 'hour'
  return pace === 'slow' ? `放慢：${SLOW[reason]}` : `停发：${STOPPED[reason]}`
}
