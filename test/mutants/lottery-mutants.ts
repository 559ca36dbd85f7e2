import type { Mutant } from './mutant'

const LOTTERY = 'cloudfunctions/modules/lottery'
const DRAW_TESTS = ['lottery/draw.test']
const DAY_TESTS = ['lottery/days.test']
const PRIZE_TESTS = ['lottery/prizes.test']

/** Of draws, of what decides them, and of what they give. */
export const lotteryMutants: readonly Mutant[] = [
  {
    guard: 'wheel-open',
    file: `${LOTTERY}/draw.ts`,
    from: 'if (!campaign || !isOpenAt(campaign, work.nowMs)) return null',
    to: 'if (!campaign) return null',
    tests: DRAW_TESTS,
  },
  {
    guard: 'frozen-draws-nothing',
    file: `${LOTTERY}/draw.ts`,
    from: "if (account.status === 'frozen')",
    to: "if (account.status === 'closed')",
    tests: DRAW_TESTS,
  },
  {
    guard: 'chance-there',
    file: `${LOTTERY}/draw.ts`,
    from: "if (taken === null) return refuse('no_chance_left', { today: chances.today })",
    to: 'if (taken === null) return decideDraw(work, { ...open, campaign: { ...open.campaign, wheel: { ...wheel, freePerDay: 99, mostPerDay: 99 } } }, account, offersPoints)',
    tests: DRAW_TESTS,
  },
  {
    guard: 'absent-day-forgotten',
    file: `${LOTTERY}/days.ts`,
    from: 'if (day === null) work.recent.forget(name)',
    to: '',
    tests: DAY_TESTS,
  },
  {
    guard: 'day-genuine',
    file: `${LOTTERY}/days.ts`,
    from: 'if (day && !isGenuineDay(work, day))',
    to: 'if (day && !work)',
    tests: DAY_TESTS,
  },
  {
    guard: 'secret-fits',
    file: `${LOTTERY}/days.ts`,
    from: 'if (sha256(secret) !== day.secretHash)',
    to: 'if (!secret)',
    tests: DAY_TESTS,
  },
  {
    guard: 'after-the-day',
    file: `${LOTTERY}/day-jobs.ts`,
    from: 'belowMs: ({ nowMs }) => nowMs,',
    to: 'belowMs: ({ nowMs }) => nowMs + 86_400_000,',
    tests: DAY_TESTS,
  },
  {
    guard: 'coupon-promised',
    file: `${LOTTERY}/give.ts`,
    from: "if ('templateId' in prize)",
    to: "if (prize.prizeId === '')",
    tests: PRIZE_TESTS,
  },
  {
    guard: 'draw-fenced',
    file: `${LOTTERY}/finish-prizes-job.ts`,
    from: "if ((await amendAccount(work, unit.member, () => ({ marks: {} }), account)) === 'nothing') return",
    to: '',
    tests: PRIZE_TESTS,
  },
  {
    guard: 'prize-waits',
    file: `${LOTTERY}/finish-prizes-job.ts`,
    from: 'return isOver ? putBack(work, unit, account) : undefined',
    to: 'return putBack(work, unit, account)',
    tests: PRIZE_TESTS,
  },
  {
    guard: 'only-in-favour',
    file: `${LOTTERY}/wheel-kind.ts`,
    from: 'if (!before || work.nowMs < before.body.fromMs) return []',
    to: 'if (!before || work) return []',
    tests: ['lottery/wheel-kind.test'],
  },
  {
    guard: 'open-wheel-stays',
    file: `${LOTTERY}/wheel-kind.ts`,
    from: 'work.nowMs + LATER_VERSION_DELAY_MS > fromMs && work.nowMs < untilMs',
    to: 'work.nowMs > fromMs && work.nowMs < untilMs',
    tests: ['lottery/wheel-kind.test'],
  },
  {
    guard: 'chances-leave',
    file: `${LOTTERY}/merging-chances.ts`,
    from: 'for (const [campaignId, count] of Object.entries(z.parse(chances, goes)))',
    to: 'for (const [campaignId, count] of [] as [string, number][])',
    tests: ['lottery/merging-chances.test'],
  },
  {
    guard: 'only-undrawn-goes-back',
    file: `${LOTTERY}/merging-chances.ts`,
    from: 'return [campaignId, Math.min(count, earnedChances(account, campaignId))] as const',
    to: 'return [campaignId, count] as const',
    tests: ['lottery/merging-chances.test'],
  },
  {
    guard: 'dropped-draws-count',
    file: `${LOTTERY}/report.ts`,
    from: ' && !isDropped(wheel.lastDay, work.today)',
    to: '',
    tests: ['lottery/report.test'],
  },
]
