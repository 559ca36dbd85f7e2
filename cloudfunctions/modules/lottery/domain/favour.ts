import { canonicalJson, type Json } from '../../../kernel/canonical-json'
import type { Wrong } from './contradictions'
import type { Prize } from './prize'
import type { Wheel } from './wheel'

/** 规范促销行为暂行规定, article 15: once published, what a draw promises changes only in favour of those who take part. */
const ONLY_BETTER = '活动开始后只能改得对会员更有利'

const wrong = (path: string, what: string): Wrong => ({ path, message: `${ONLY_BETTER}：${what}` })
const text = (value: unknown) => canonicalJson((value ?? null) as Json)

function worsePrize(before: Prize, after: Prize, path: string): readonly Wrong[] {
  const found: Wrong[] = []
  if (after.kind !== before.kind) return [wrong(`${path}.kind`, `原来是 ${before.kind}，不能换成别的`)]
  if (after.name !== before.name) found.push(wrong(`${path}.name`, `原来叫“${before.name}”，不能改`))
  if (after.oddsPpm < before.oddsPpm && before.kind !== 'thanks')
    found.push(wrong(`${path}.oddsPpm`, `原来是 ${before.oddsPpm}，不能调低`))
  if (before.kind === 'thanks' || after.kind === 'thanks') return found
  if (after.valueFen < before.valueFen) found.push(wrong(`${path}.valueFen`, `原来是 ${before.valueFen}，不能调低`))
  if (after.stock !== before.stock)
    found.push(wrong(`${path}.stock`, `原来是 ${before.stock ?? '不限'}，不能改；补货用 ops.restock`))
  if (before.kind === 'points' && after.kind === 'points' && after.points < before.points)
    found.push(wrong(`${path}.points`, `原来是 ${before.points}，不能调低`))
  if ('templateId' in before && 'templateId' in after && after.templateId !== before.templateId)
    found.push(wrong(`${path}.templateId`, `原来是 ${before.templateId}，不能换成别的`))
  if (before.kind === 'item' && after.kind === 'item' && after.isUseRight && !before.isUseRight)
    found.push(wrong(`${path}.isUseRight`, '原来给的是东西本身，不能换成使用权'))
  return found
}

function worsePrizes(before: Wheel, after: Wheel): readonly Wrong[] {
  return before.prizes.flatMap((prize) => {
    const at = after.prizes.findIndex(({ prizeId }) => prizeId === prize.prizeId)
    const now = after.prizes[at]
    return now ? worsePrize(prize, now, `prizes.${at}`) : [wrong('prizes', `“${prize.name}”不能拿掉`)]
  })
}

function worseTerms(before: Wheel, after: Wheel): readonly Wrong[] {
  const found: Wrong[] = []
  if (after.freePerDay < before.freePerDay) found.push(wrong('freePerDay', `原来是 ${before.freePerDay}，不能调低`))
  if (after.mostPerDay < before.mostPerDay) found.push(wrong('mostPerDay', `原来是 ${before.mostPerDay}，不能调低`))
  if (after.fallback !== before.fallback) found.push(wrong('fallback', `原来是 ${before.fallback}，不能改`))
  if (before.pricePoints !== undefined && (after.pricePoints ?? Number.POSITIVE_INFINITY) > before.pricePoints)
    found.push(wrong('pricePoints', `原来是 ${before.pricePoints}，不能调高或去掉`))
  for (const [name, was] of Object.entries(before.disclosure)) {
    const now = after.disclosure[name as keyof typeof after.disclosure]
    // Where one is reached may move; all else was promised.
    if (name !== 'contact' && now !== was) found.push(wrong(`disclosure.${name}`, `原来写的是“${was}”，不能改`))
  }
  return found
}

type Body = Readonly<Record<string, unknown>>

/** What every campaign must keep is seen to where campaigns are; a wheel also keeps its rules, and its days. */
function worseCampaign(before: Body, after: Body): readonly Wrong[] {
  const rules = Array.isArray(after.rules) ? after.rules : []
  const kept = new Set(rules.map(text))
  const were = Array.isArray(before.rules) ? before.rules : []
  const gone = were.flatMap((rule, at) =>
    kept.has(text(rule)) ? [] : [wrong(`rules.${at}`, '原来的规则要原样留着，可以再加新的')],
  )
  // Chances are counted by the days that were published.
  const isLater = Number(after.untilMs) > Number(before.untilMs)
  return isLater ? [...gone, wrong('untilMs', '抽奖机会按原来的日期计，不能延后；请另办一个转盘')] : gone
}

/** One version of a wheel: the whole document, and what of it is the wheel's. */
export interface WheelVersion {
  readonly body: Body
  readonly wheel: Wheel
}

/** What of a new version is worse for members than the one that they take part by. */
export function worseThan(before: WheelVersion, after: WheelVersion): readonly Wrong[] {
  return [
    ...worseCampaign(before.body, after.body),
    ...worsePrizes(before.wheel, after.wheel),
    ...worseTerms(before.wheel, after.wheel),
  ]
}
