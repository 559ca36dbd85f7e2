import type { Entry } from '../../../cloudfunctions/modules/ledger/domain/entry'
import { must } from '../must'

const LONGEST_GRACE_DAYS = 30
const DAY_MS = 86_400_000

/** Points by the day they ended on and their month of issue. */
class Heaps {
  private readonly heaps = new Map<string, Map<string, number>>()

  add(day: string, cohort: string, points: number): void {
    const heap = this.heaps.get(day) ?? new Map<string, number>()
    heap.set(cohort, (heap.get(cohort) ?? 0) + points)
    this.heaps.set(day, heap)
  }

  of(day: string): ReadonlyMap<string, number> {
    return this.heaps.get(day) ?? new Map()
  }
}

/** What ended and was had back, as a suspicious bookkeeper sees it: nothing comes back twice, or from nowhere. */
export class GraceModel {
  private readonly heaps = new Heaps()
  /** What was had back, by the day on which it ends again. */
  private readonly again = new Heaps()
  private readonly hadBack = new Map<string, number>()

  ended({ ref, lots }: Entry): void {
    for (const { cohort, points } of lots) this.heaps.add(ref.id, cohort, -points)
  }

  givenBack({ op, kind, contra, ref, trace, points, lots }: Entry, today: string): void {
    const { until } = trace as { until: string }
    must(kind === 'void' && contra === 'breakage' && points > 0, `${op} gives back in another way`)
    const days = (Date.parse(until) - Date.parse(ref.id)) / DAY_MS
    must(ref.id < today && today <= until && days <= LONGEST_GRACE_DAYS, `${op} of ${ref.id} came on ${today}`)
    let open = 0
    for (const [cohort, ended] of this.heaps.of(ref.id))
      open += Math.max(0, ended - (this.again.of(ref.id).get(cohort) ?? 0))
    const before = this.hadBack.get(ref.id) ?? 0
    must(before + points <= open, `${op} gives back ${points} after ${before}, and ${open} had ended`)
    this.hadBack.set(ref.id, before + points)
    for (const lot of lots) if (lot.points > 0 && lot.expiresOn === until) this.again.add(until, lot.cohort, lot.points)
  }
}
