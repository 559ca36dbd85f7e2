import { EVER, ROLLING, YEARLY } from '../../../../test/kit/standings'
import { addDays } from '../../../kernel/business-date'
import { seededRandom } from '../../../kernel/seeded-random'
import { withOrderGrowth } from './earning'
import { NEW_STANDING, standingOn, type TierRules } from './standing'

describe('whatever happens', () => {
  const RULES: readonly TierRules[] = [ROLLING, YEARLY, EVER].flatMap((rules) => [
    rules,
    { ...rules, graceDays: 0 },
    { ...rules, graceDays: 90, downgrade: 'by_growth' as const },
  ])

  test.each(RULES.map((rules, nth) => ({ nth, ...rules })))(
    'with $window, $graceDays days of grace and $downgrade nobody goes down inside grace, looking changes nothing, and what nobody looked at comes to the same',
    ({ nth, ...rules }) => {
      for (let seed = 1; seed <= 4; seed += 1) {
        const random = seededRandom(nth * 1_000 + seed)
        const upTo = (most: number) => Math.floor(random() * (most + 1))
        let seen = NEW_STANDING
        let unseen = NEW_STANDING
        let today = '2026-01-01'
        const orders: { on: string; yuan: number }[] = []
        for (let step = 0; step < 40; step += 1) {
          for (let day = upTo(25); day >= 0; day -= 1) {
            today = addDays(today, 1)
            const next = standingOn(seen, rules, today)
            expect(standingOn(next, rules, today)).toEqual(next)
            if (seen.grace && seen.grace.until >= today) expect(next.tier).toBe(seen.tier)
            seen = next
          }
          const [undone] = upTo(3) === 0 && orders.length > 0 ? orders.splice(upTo(orders.length - 1), 1) : []
          const yuan = undone ? -undone.yuan : upTo(1_500) + 1
          const on = undone?.on ?? addDays(today, -upTo(3))
          if (!undone) orders.push({ on, yuan })
          const change = {
            amountFen: yuan * 100,
            orders: undone ? -1 : 1,
            on,
            cause: undone ? 'refund' : 'order',
          } as const
          seen = withOrderGrowth(seen, rules, today, change)
          unseen = withOrderGrowth(unseen, rules, today, change)
          expect(unseen).toEqual(seen)
          expect(seen.lifetime).toEqual({
            growthFen: orders.reduce((sum, order) => sum + order.yuan * 100, 0),
            orders: orders.length,
          })
        }
      }
    },
  )
})
