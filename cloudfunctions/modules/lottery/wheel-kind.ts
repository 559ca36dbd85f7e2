import * as z from 'zod/mini'
import { shownMoment } from '../../kernel/business-date'
import type { Work } from '../../platform/context'
import type { Problem } from '../../platform/problems'
import { LATER_VERSION_DELAY_MS } from '../../platform/published'
import type { CampaignKind, DraftCampaign } from '../campaigns'
import { couponTemplate } from '../coupons'
import { firstPartOf } from '../ledger'
import { contradictionsOf } from './domain/contradictions'
import { worseThan } from './domain/favour'
import { type Prize, stockOf } from './domain/prize'
import type { Wheel } from './domain/wheel'
import { chancesBy } from './draw'
import { drawChance } from './draw-chance'
import { WHEEL, wheelOf, wheelsInForce } from './in-force'
import { wheelFields, wheelSchema } from './schema'
import { prizeSku } from './stock-kind'

const problem = (path: string, message: string): Problem => ({ path, message })

/** What is kept with an account of each wheel that runs has room for so many. */
const MOST_AT_ONCE = 8

async function wrongTemplate(work: Work, prize: Prize, path: string): Promise<readonly Problem[]> {
  if (!('templateId' in prize)) return []
  const template = await couponTemplate(work, prize.templateId)
  if (!template) return [problem(path, '没有这种优惠券，或者还没有发布')]
  const { kind, stock, givable } = template.body
  if (prize.kind === 'item' && kind !== 'exchange')
    return [problem(path, '实物要凭兑换券在门店领，这里要填一种兑换券（exchange）')]
  if (stock !== null) return [problem(path, '这种券自己有数量，可能先发完；请把券的 stock 设为 null，数量写在奖品上')]
  // Winnings that could be passed on could be sold.
  return givable ? [problem(path, '奖品不能转给别人：请把这种券的 givable 设为 false')] : []
}

async function otherStock(work: Work, id: string, prize: Prize, path: string): Promise<readonly Problem[]> {
  const made = await firstPartOf(work, prizeSku(id, prize.prizeId))
  if (!made || made.to === stockOf(prize)) return []
  return [problem(path, `第一次发布的是 ${made.to}，不能改；补货用 ops.restock，kind 写 lottery_prizes`)]
}

/** Chances that its rules give are for this wheel, and its days and prices are for everybody. */
function wrongChances({ id, body }: DraftCampaign, { freePerDay, pricePoints }: Wheel): readonly Problem[] {
  const strange = body.rules.flatMap(({ effects }, rule) =>
    effects.flatMap(({ code, campaignId }, at) =>
      code === drawChance.code && campaignId !== id
        ? [problem(`rules.${rule}.effects.${at}.campaignId`, `要写这个转盘自己的编号 ${id}`)]
        : [],
    ),
  )
  if (body.audience.length === 0) return strange
  const why = '写了 audience，机会就只能由 rules 给；请改为 0，或去掉 audience'
  return [
    ...strange,
    ...(freePerDay > 0 ? [problem('freePerDay', why)] : []),
    ...(pricePoints === undefined
      ? []
      : [problem('pricePoints', '写了 audience，机会就只能由 rules 给，不能用积分抽')]),
  ]
}

async function tooMany(work: Work, id: string): Promise<readonly Problem[]> {
  const others = (await wheelsInForce(work)).filter((one) => one.campaignId !== id && work.nowMs < one.untilMs)
  return others.length < MOST_AT_ONCE ? [] : [problem('kind', `同时最多有 ${MOST_AT_ONCE} 个转盘`)]
}

/** Once it has begun, members take part by what was published: it may only become better for them. */
function worseThanBefore(work: Work, { body, before }: DraftCampaign, wheel: Wheel): readonly Problem[] {
  // guard: only-in-favour
  if (!before || work.nowMs < before.body.fromMs) return []
  const was = wheelOf(before)
  return was ? worseThan({ body: before.body, wheel: was.wheel }, { body, wheel }) : []
}

export const wheelKind: CampaignKind = {
  kind: WHEEL,
  title: '幸运转盘',
  fields: wheelFields,
  path: (campaignId) => `/features/lottery/pages/wheel?campaignId=${campaignId}`,
  async problems(work, draft) {
    const wheel = z.parse(wheelSchema, draft.body)
    const ofPrizes = wheel.prizes.map(async (prize, at) => [
      ...(await wrongTemplate(work, prize, `prizes.${at}.templateId`)),
      ...(await otherStock(work, draft.id, prize, `prizes.${at}.stock`)),
    ])
    return [
      ...contradictionsOf(wheel),
      ...(await Promise.all(ofPrizes)).flat(),
      ...wrongChances(draft, wheel),
      ...(await tooMany(work, draft.id)),
      ...worseThanBefore(work, draft, wheel),
    ]
  },
  retiring(work, { body: { fromMs, untilMs } }) {
    // A version counts some seconds after it is published: one that is retired just before it opens would be gone when it does.
    // guard: open-wheel-stays
    const isOpen = work.nowMs + LATER_VERSION_DELAY_MS > fromMs && work.nowMs < untilMs
    if (!isOpen) return []
    const end = shownMoment(untilMs)
    return [
      problem(
        'untilMs',
        `转盘开始以后只能改得对会员更有利，不能提前停用，到 ${end} 自己结束；出了事要马上停，写 isPaused: true 再发布，先暂停`,
      ),
    ]
  },
  async view(work, account, campaign) {
    const wheel = wheelOf(campaign)
    if (!wheel) return {}
    const { left, free, earned } = chancesBy(work, wheel, account)
    return { chances: { left, free, earned }, prizes: wheel.wheel.prizes.map(({ name }) => name) }
  },
}
