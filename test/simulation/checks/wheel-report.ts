import { must } from '../must'
import { OPERATOR } from '../world/doors'
import type { World } from '../world/world'
import type { Books } from './books'
import { sorted } from './sorted'
import type { PaperDraw, WheelBody } from './wheel-book'

const WHOLE_PPM = 1_000_000

interface Report {
  readonly draws: number
  readonly members: number
  readonly spentPoints: number
  readonly prizes: readonly {
    readonly prizeId: string
    readonly fell: number
    readonly given: number
    readonly left: number | null
  }[]
  readonly fit: { readonly chiSquareMilli: number; readonly freedom: number }
}

/** What an operator is told of a wheel is what was drawn. */
export async function checkReports(world: World, books: Books): Promise<void> {
  for (const campaignId of world.shop.wheels.ids) {
    const draws = [...books.wheels.draws.values()].filter(({ told }) => told.campaign === campaignId)
    const body = books.wheels.wheelAt(campaignId, world.clock.nowMs)
    if (!body || draws.length === 0) continue
    const report = await reportOf(world, campaignId)
    const is = sorted([report.draws, report.members, report.spentPoints])
    const spent = draws.reduce((sum, { entry }) => sum + Math.max(0, -entry.points), 0)
    const should = sorted([draws.length, new Set(draws.map(({ member }) => member)).size, spent])
    must(is === should, `the report of ${campaignId} says ${is} and not ${should}`)
    for (const { prizeId, fell, given, left } of report.prizes) {
      const told = sorted([fell, given, left])
      const fallen = draws.filter((draw) => draw.fell === prizeId).length
      const got = draws.filter((draw) => draw.told.prize === prizeId).length
      const { stock = null } = body.prizes.find((prize) => prize.prizeId === prizeId) ?? {}
      const there = stock === null ? null : books.wheels.prizes.freeOf(`lt|${campaignId}_${prizeId}`)
      must(told === sorted([fallen, got, there]), `the report of ${campaignId} says ${told} of ${prizeId}`)
    }
    const fit = fitOf(books, body, draws)
    const isNear = Math.abs(report.fit.chiSquareMilli - fit * 1_000) <= 1
    must(isNear && report.fit.freedom === body.prizes.length - 1, `the report of ${campaignId} says another fit`)
    world.coverage.count('wheel: reported')
  }
}

/** Pearson's sum, by the odds of each draw's own day. */
function fitOf({ wheels }: Books, { prizes }: WheelBody, draws: readonly PaperDraw[]): number {
  return prizes.reduce((sum, { prizeId }) => {
    const expected = draws.reduce((odds, { told }) => {
      const list = JSON.parse(wheels.dayOf(told.campaign, told.date)?.list ?? '') as WheelBody
      return odds + (list.prizes.find((one) => one.prizeId === prizeId)?.oddsPpm ?? 0)
    }, 0)
    const fell = draws.filter((draw) => draw.fell === prizeId).length
    return sum + (fell - expected / WHOLE_PPM) ** 2 / (expected / WHOLE_PPM)
  }, 0)
}

async function reportOf(world: World, campaignId: string): Promise<Report> {
  const event = { action: 'lottery.report', input: { campaignId } }
  const asking = world.first.ask(OPERATOR.door, OPERATOR.identify(''), event)
  world.begin(asking)
  await world.schedule.run()
  const reply = await asking
  must(reply !== 'no reply' && reply.ok, `the report of ${campaignId} was refused`)
  return reply.data as Report
}
