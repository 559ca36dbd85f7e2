import { businessDateOf } from '../../../../kernel/business-date'
import { type CampaignDraft, conditionsOf, effectsOf, namesIn, textIn } from '../draft'
import type { Finding } from '../finding'
import type { Check, Surroundings } from '../surroundings'

const lastDayOf = ({ untilMs }: CampaignDraft) => businessDateOf(untilMs - 1)

/** The coupons that a campaign gives: published, usable to its end, and enough of them. */
export const couponsGiven: Check = (draft, { templates }) =>
  effectsOf(draft).flatMap(({ clause, path }): readonly Finding[] => {
    if (clause.code !== 'coupon') return []
    const templateId = textIn(clause, 'templateId')
    const template = templates.get(templateId)
    const at = `${path}.templateId`
    if (!template)
      return [
        {
          code: 'not_published',
          severity: 'error',
          path: at,
          what: `券模板 ${templateId} 没有发布，或者已经停用，到时候发不出券`,
          todo: '先发布这个券模板，或者换一个',
        },
      ]
    const lastDay = lastDayOf(draft)
    const times = draft.budget?.times
    return [
      ...(template.untilDate !== null && template.untilDate < lastDay
        ? [
            {
              code: 'expires_first',
              severity: 'error' as const,
              path: at,
              what: `「${template.title}」最晚用到 ${template.untilDate}，活动到 ${lastDay} 才结束，后面的人拿到的是用不了的券`,
              todo: '让券的有效期盖过活动，或者按领取后的天数算有效期',
            },
          ]
        : []),
      ...(template.stock !== null && times !== undefined && template.stock < times
        ? [
            {
              code: 'stock_short',
              severity: 'error' as const,
              path: at,
              what: `「${template.title}」一共只有 ${template.stock} 张，活动打算送 ${times} 份，后面的人拿不到`,
              todo: '把券的库存补到够送，或者把预算的份数改小',
            },
          ]
        : []),
    ]
  })

function rewardsAsked(draft: CampaignDraft, { rewards }: Surroundings, at: number): readonly Finding[] {
  return conditionsOf(draft, at).flatMap(({ clause, path }): readonly Finding[] => {
    if (clause.code !== 'of_reward') return []
    const asked = namesIn(clause, 'rewards')
    const gone = asked.filter((id) => {
      const reward = rewards.get(id)
      if (!reward) return true
      return reward.onSaleFromMs >= draft.untilMs || (reward.onSaleUntilMs ?? Number.MAX_SAFE_INTEGER) <= draft.fromMs
    })
    if (gone.length === 0) return []
    return [
      {
        code: 'not_on_sale',
        severity: gone.length === asked.length ? 'error' : 'warning',
        path: `${path}.rewards`,
        what: `礼品 ${gone.join('、')} 在活动期间换不到：没有发布，或者不在兑换的时间里`,
        todo: '先发布它，或者把它的兑换时间改到和活动重合',
      },
    ]
  })
}

function couponsAsked(draft: CampaignDraft, { templates }: Surroundings, at: number): readonly Finding[] {
  return conditionsOf(draft, at).flatMap(({ clause, path }): readonly Finding[] => {
    if (clause.code !== 'of_template') return []
    const asked = namesIn(clause, 'templates')
    const gone = asked.filter((id) => (templates.get(id)?.untilDate ?? '9999-12-31') < businessDateOf(draft.fromMs))
    const unknown = asked.filter((id) => !templates.has(id))
    if (gone.length + unknown.length === 0) return []
    return [
      {
        code: 'not_published',
        severity: 'error',
        path: `${path}.templates`,
        what: `券模板 ${[...unknown, ...gone].join('、')} 没有发布，或者在活动开始前就过期了`,
        todo: '先发布这个券模板，或者换一个还在用的',
      },
    ]
  })
}

/** What conditions name: rewards that can be had, coupons that can be used while the campaign runs. */
export const thingsAsked: Check = (draft, around) =>
  draft.rules.flatMap((_, at) => [...rewardsAsked(draft, around, at), ...couponsAsked(draft, around, at)])

/** The draw that chances are for: it runs, and to the end. */
export const drawsGiven: Check = (draft, { others }) =>
  effectsOf(draft).flatMap(({ clause, path }): readonly Finding[] => {
    if (clause.code !== 'draw_chance') return []
    const campaignId = textIn(clause, 'campaignId')
    if (campaignId === draft.campaignId) return []
    const draw = others.find((other) => other.campaignId === campaignId)
    const at = `${path}.campaignId`
    if (!draw)
      return [
        {
          code: 'not_published',
          severity: 'error',
          path: at,
          what: `抽奖活动 ${campaignId} 没有发布，或者已经停用，送出的机会没有地方用`,
          todo: '先发布那个抽奖活动，或者换一个',
        },
      ]
    if (draw.untilMs >= draft.untilMs) return []
    return [
      {
        code: 'expires_first',
        severity: 'error',
        path: at,
        what: `「${draw.title}」${lastDayOf(draw)} 就结束了，本活动还在送它的抽奖机会，后面的人没有地方用`,
        todo: '让抽奖晚于本活动结束，或者本活动早点结束',
      },
    ]
  })

/** Tiers and benefits that a campaign gives for a while. */
export const standingGiven: Check = (draft, { tiers }) =>
  effectsOf(draft).flatMap(({ clause, path }): readonly Finding[] => {
    const missing = (field: string, text: string): readonly Finding[] => [
      {
        code: 'not_published',
        severity: 'error',
        path: `${path}.${field}`,
        what: `没有编号是 ${textIn(clause, field)} 的${text}，到时候给不出来`,
        todo: `对照已发布的${text}改过来`,
      },
    ]
    const benefitIds = [...tiers.values()].flatMap((tier) => tier.benefitIds)
    if (clause.code === 'tier_boost' && !tiers.has(textIn(clause, 'tierId'))) return missing('tierId', '等级')
    if (clause.code === 'benefit' && !benefitIds.includes(textIn(clause, 'benefitId')))
      return missing('benefitId', '权益')
    return []
  })
