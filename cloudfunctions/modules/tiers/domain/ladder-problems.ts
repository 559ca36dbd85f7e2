import type { Tier } from './ladder'

/** Something that keeps a tier from being published, with its place in the draft. */
interface LadderProblem {
  readonly path: string
  readonly message: string
}

const MOST_TIERS = 10

/** A number that has to rise with the order, where both tiers name it. */
function notRising(
  tier: Tier,
  others: readonly Tier[],
  path: 'growthAtLeast' | 'ordersAtLeast',
): readonly LadderProblem[] {
  const own = tier[path]
  if (own === null) return []
  const wrong = others.find((other) => {
    const theirs = other[path]
    return theirs !== null && (other.order < tier.order ? theirs >= own : theirs <= own)
  })
  if (!wrong) return []
  const [than, least] = wrong.order < tier.order ? ['高', '大于'] : ['低', '小于']
  return [{ path, message: `比“${wrong.name}”${than}的等级，要${least} ${wrong[path]}` }]
}

function notUnique(tier: Tier, others: readonly Tier[], path: 'name' | 'order'): readonly LadderProblem[] {
  const other = others.find((candidate) => candidate[path] === tier[path])
  return other ? [{ path, message: `和等级 ${other.tierId}（${other.name}）的一样，要换一个` }] : []
}

function benefitsTwice({ benefits }: Tier): readonly LadderProblem[] {
  return benefits.flatMap(({ benefitId }, at) => {
    const first = benefits.findIndex((other) => other.benefitId === benefitId)
    const path = `benefits.${at}.benefitId`
    return first < at ? [{ path, message: `和 benefits.${first} 的编号一样，要换一个` }] : []
  })
}

/** All that keeps a tier from standing beside the others, in the order of a draft's fields. */
export function ladderProblems(tier: Tier, others: readonly Tier[]): readonly LadderProblem[] {
  const isLowest = others.every(({ order }) => order > tier.order)
  const message =
    others.length === 0 ? '先发布人人都有的那一级，它填 0；这一级在它之后发布' : '最低的等级人人都有，要填 0'
  const lowest = isLowest && tier.growthAtLeast > 0 ? [{ path: 'growthAtLeast', message }] : []
  const tooMany = others.length >= MOST_TIERS ? [{ path: '_id', message: `最多 ${MOST_TIERS} 个等级` }] : []
  const order = notUnique(tier, others, 'order')
  return [
    ...tooMany,
    ...notUnique(tier, others, 'name'),
    ...order,
    ...lowest,
    // Beside a tier of the same order nothing can be said of what comes before and after.
    ...(order.length > 0 ? [] : notRising(tier, others, 'growthAtLeast')),
    ...(order.length > 0 ? [] : notRising(tier, others, 'ordersAtLeast')),
    ...benefitsTwice(tier),
  ]
}
