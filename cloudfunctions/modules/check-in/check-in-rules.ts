import { readSettings } from '../../platform/settings'
import { numberFact, type RuleSource } from '../rules'
import { checkInSettings } from './settings'

export const CHECKED_IN = 'checked_in' as const

/** The ladder on every day, and a prize on top on each named day of the streak. */
export const checkInRules: RuleSource = {
  event: CHECKED_IN,
  rules(settings) {
    const { checkInLadder, checkInPrizes } = readSettings(checkInSettings, settings).values
    return [
      {
        id: 'check-in.ladder',
        when: CHECKED_IN,
        conditions: [],
        effects: [{ code: 'points_by_ladder', ladder: checkInLadder }],
      },
      ...checkInPrizes.map((prize) => ({
        id: `check-in.prize-${prize.streakDays}`,
        when: CHECKED_IN,
        conditions: [{ code: 'streak_reaches', days: prize.streakDays }],
        effects: [{ code: 'points_fixed', points: prize.points, for: '连签奖励' }],
      })),
    ]
  },
  details: (facts) => [
    { label: facts.isMadeUp ? '补签日期' : '签到日期', value: String(facts.date) },
    { label: '连续签到', value: `${numberFact(facts, 'streakDays')} 天` },
  ],
}
