import { conditionsOf, listIn, namesIn, numberIn, type PlacedClause } from '../draft'
import type { Finding } from '../finding'
import type { Check } from '../surroundings'

const LISTED: Readonly<Record<string, { readonly field: string; readonly text: string }>> = {
  tier_is: { field: 'tiers', text: '等级' },
  at_store: { field: 'stores', text: '门店' },
  on_weekdays: { field: 'days', text: '星期' },
  of_template: { field: 'templates', text: '券' },
  of_reward: { field: 'rewards', text: '礼品' },
}

const nobody = (path: string, what: string, todo: string): Finding => ({
  code: 'nobody_meets',
  severity: 'error',
  path,
  what,
  todo,
})

/** Two lists of which both must hold one thing, and have none in common. */
function disjointLists(conditions: readonly PlacedClause[]): readonly Finding[] {
  return conditions.flatMap(({ clause, path }, at) => {
    const listed = LISTED[clause.code]
    if (!listed) return []
    const before = conditions.slice(0, at).find((one) => one.clause.code === clause.code)
    if (!before) return []
    const first = listIn(before.clause, listed.field)
    if (listIn(clause, listed.field).some((one) => first.includes(one))) return []
    const what = `这里要求的${listed.text}和 ${before.path} 要求的没有一个相同，没有人能同时满足`
    return [nobody(path, what, '两处只留一处，或者改到有相同的')]
  })
}

/** A member's age in the programme against what takes longer than that. */
function tooYoung(conditions: readonly PlacedClause[]): readonly Finding[] {
  const young = conditions.find(({ clause }) => clause.code === 'joined_within')
  if (!young) return []
  const days = numberIn(young.clause, 'days')
  return conditions.flatMap(({ clause, path }) =>
    clause.code === 'streak_reaches' && numberIn(clause, 'days') > days + 1
      ? [
          nobody(
            path,
            `入会 ${days} 天之内签不满连续 ${numberIn(clause, 'days')} 天，没有人能得到`,
            '把连签天数改小，或者把入会天数放宽',
          ),
        ]
      : [],
  )
}

/** Conditions that nobody can meet together. */
export const nobodyMeets: Check = (draft) => {
  const found = draft.rules.flatMap((_, at) => {
    const conditions = conditionsOf(draft, at)
    return [...disjointLists(conditions), ...tooYoung(conditions)]
  })
  // What contradicts itself in the audience does so for every rule.
  return found.filter(({ path }, at) => found.findIndex((one) => one.path === path) === at)
}

/** Tiers and stores that are not there. */
export const strangers: Check = (draft, { tiers, stores }) => {
  const found = draft.rules.flatMap((_, at) =>
    conditionsOf(draft, at).flatMap(({ clause, path }): readonly Finding[] => {
      const asked = clause.code === 'tier_is' ? namesIn(clause, 'tiers') : namesIn(clause, 'stores')
      const isKnown = (id: string) => (clause.code === 'tier_is' ? tiers.has(id) : stores.has(id))
      if (clause.code !== 'tier_is' && clause.code !== 'at_store') return []
      const unknown = asked.filter((id) => !isKnown(id))
      if (unknown.length === 0) return []
      const [field, text] = clause.code === 'tier_is' ? ['tiers', '等级'] : ['stores', '门店']
      const isNobody = unknown.length === asked.length
      return [
        {
          code: isNobody ? 'nobody_meets' : 'not_there',
          severity: isNobody ? 'error' : 'warning',
          path: `${path}.${field}`,
          what: `没有编号是 ${unknown.join('、')} 的${text}${isNobody ? '，没有人能得到' : ''}`,
          todo: `对照${text}的编号改过来，或者先发布这个${text}`,
        },
      ]
    }),
  )
  return found.filter(({ path }, at) => found.findIndex((one) => one.path === path) === at)
}
