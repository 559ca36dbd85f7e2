import type { Data } from '@/shared/api'

export type Status = Data<'referrals.status'>
export type OpenCampaign = NonNullable<Status['campaign']>
export type Friend = Status['friends'][number]

const STATE_WORDS: Readonly<Record<Friend['state'], string>> = {
  joined: '已入会',
  waiting: '等退货期',
  checking: '核对中',
  rewarded: '已到账',
  capped: '超出上限',
  full: '已发完',
  taken_back: '已收回',
  over: '未达成',
}

export const stateText = ({ state }: Friend): string => STATE_WORDS[state]

/** `本月 3 / 10 位`. */
export function countText({ rewarded, most, per }: Pick<OpenCampaign, 'rewarded' | 'most' | 'per'>): string {
  return `${per === 'month' ? '本月' : '这次活动'} ${Math.min(rewarded, most)} / ${most} 位`
}

export function countPercent({ rewarded, most }: Pick<OpenCampaign, 'rewarded' | 'most'>): number {
  return Math.min(100, Math.round((rewarded * 100) / most))
}

/** What is left of it, for me and for all, where that is something to know; null where there is plenty. */
export function boundText({ rewarded, most, per, placesLeft }: OpenCampaign): string | null {
  if (placesLeft === 0) return '名额已经发完，谢谢您'
  if (rewarded >= most) return `${per === 'month' ? '本月' : '这次活动'}您的名额满了，朋友的首单奖励照发`
  return placesLeft === null ? null : `还有 ${placesLeft} 个名额`
}

/** Whether there is anything to show: something runs, or something was. */
export function isWorthShowing({ isOn, campaign, friends, broughtBy }: Status): boolean {
  return isOn && (campaign !== null || friends.length > 0 || broughtBy !== null)
}

/** The page that a card opens. */
export const landingOf = (shareCode: string): string => `/tabs/home/index?shareCode=${shareCode}`
