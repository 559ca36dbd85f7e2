import { members } from '../../../cloudfunctions/modules/members/store'
import type { ShareTouch } from '../../../cloudfunctions/modules/sharing/store'
import { must } from '../must'
import type { World } from '../world/world'
import type { InForce } from './in-force'
import type { Touch } from './order-book'

interface SeenTouch extends Touch {
  /** Whether it was there before its person was a member. */
  readonly isBeforeJoining: boolean
}

const DAY_MS = 86_400_000

/** By which cards people came, one after the other: the first, and another only after its time has ended. */
export class TouchBook {
  private readonly touches = new Map<string, readonly SeenTouch[]>()

  constructor(
    private readonly world: World,
    private readonly inForce: InForce,
  ) {}

  of(member: string): readonly SeenTouch[] {
    return this.touches.get(member) ?? []
  }

  /** The card that counted for somebody at a moment. */
  at(member: string, atMs: number): SeenTouch | undefined {
    return this.of(member).find((touch) => touch.atMs <= atMs && atMs < touch.untilMs)
  }

  async look({ _id: member, card, atMs, untilMs, staffId }: ShareTouch): Promise<void> {
    const { shop, store } = this.world
    const before = this.of(member).at(-1)
    if (before?.atMs === atMs && before.card === card) return
    must(before === undefined || before.untilMs <= atMs, `${member} came by ${card} while ${before?.card} counted`)
    const days = this.inForce.everySettings().map(({ attributionDays }) => attributionDays)
    must(days.includes((untilMs - atMs) / DAY_MS), `${card} counts ${(untilMs - atMs) / DAY_MS} days`)
    const joined = await store.get(members, member)
    must(
      joined?.sharedBy === card || shop.opened.has(`${card}|${member}`),
      `${member} came by ${card}, which they never opened`,
    )
    must(staffId !== member, `${member} came by a card of their own`)
    this.touches.set(member, [...this.of(member), { card, atMs, untilMs, isBeforeJoining: !joined }])
    this.world.coverage.count(before ? 'card: another after its time' : 'card: the first')
  }
}
