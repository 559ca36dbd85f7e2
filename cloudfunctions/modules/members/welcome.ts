import { readSettings } from '../../platform/settings'
import type { RuleSource } from '../rules'
import { memberSettings } from './settings'

export const MEMBER_JOINED = 'member_joined' as const

/** The welcome award: a fixed number of points for the first enrolment. */
export const welcomeRules: RuleSource = {
  event: MEMBER_JOINED,
  rules(settings) {
    const { welcomePoints } = readSettings(memberSettings, settings).values
    if (welcomePoints === 0) return []
    return [
      {
        id: 'members.welcome',
        when: MEMBER_JOINED,
        conditions: [{ code: 'first_enrolment' }],
        effects: [{ code: 'points_fixed', points: welcomePoints, for: '入会礼' }],
      },
    ]
  },
  details: () => [{ label: '原因', value: '首次加入会员' }],
}
