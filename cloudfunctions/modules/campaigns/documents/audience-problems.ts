import type { Work } from '../../../platform/context'
import type { Problem } from '../../../platform/problems'
import { conditions } from '../../rules'
import type { StoredClause } from '../domain/campaign'

/** Whom it is for is asked of members while nothing has happened yet: by conditions on the member, and on nothing else. */
export function audienceProblems(work: Work, audience: readonly StoredClause[]): readonly Problem[] {
  const known = work.registry.all(conditions).filter(({ needs = [], on }) => needs.length > 0 && on === undefined)
  return audience.flatMap(({ code, ...stored }, at) => {
    const path = `audience.${at}`
    const condition = known.find((one) => one.code === code)
    if (!condition) {
      const codes = known.map((one) => one.code).join('、')
      return [{ path: `${path}.code`, message: `只能写和会员本人有关的条件：${codes}` }]
    }
    return (condition.problems?.(stored) ?? []).map(({ path: below, message }) => ({
      path: below ? `${path}.${below}` : path,
      message,
    }))
  })
}
