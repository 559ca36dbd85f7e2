import type { IndexDeclaration } from '../cloud-json'
import { type Fields, isDate, isFields, type Value } from './ejson'
import { type KeyPart, keyPart } from './index-keys'

/** More alternatives than this are looked for under the shorter prefix instead. */
const mostPrefixes = 1_000

export interface Bound {
  readonly value: KeyPart
  readonly isInclusive: boolean
}

/**
 * Where the candidates of a query are. It always covers every match and may cover more: the query itself is put to each
 * candidate. `isOrdered` says that candidates come in the order asked for, so that reading can stop at the limit.
 */
export interface Access {
  readonly index: PlannedIndex | 'documents'
  readonly prefixes: readonly KeyPart[][]
  readonly lower: Bound | undefined
  readonly upper: Bound | undefined
  readonly isReverse: boolean
  readonly isOrdered: boolean
}

export interface PlannedIndex extends IndexDeclaration {
  /** Some document has several keys here. */
  readonly isMultikey: boolean
}

interface Constraint {
  equals?: KeyPart[]
  lower?: Bound
  upper?: Bound
}

const primaryKey: PlannedIndex = { name: '_id_', fields: [], unique: true, isMultikey: false }

function isScalar(value: Value | undefined): boolean {
  return value === null || isDate(value) || ['string', 'number', 'boolean'].includes(typeof value)
}

function addOperator(constraint: Constraint, operator: string, operand: Value | undefined): void {
  const isRangeable = typeof operand === 'number' || typeof operand === 'string'
  if (operator === '$eq' && isScalar(operand)) constraint.equals ??= [keyPart(operand)]
  if (operator === '$in' && Array.isArray(operand) && operand.every(isScalar))
    constraint.equals ??= [...new Set(operand.map(keyPart))]
  if (!isRangeable) return
  if (operator === '$gt' || operator === '$gte')
    constraint.lower ??= { value: keyPart(operand), isInclusive: operator === '$gte' }
  if (operator === '$lt' || operator === '$lte')
    constraint.upper ??= { value: keyPart(operand), isInclusive: operator === '$lte' }
}

function collect(query: Fields, constraints: Map<string, Constraint>): Map<string, Constraint> {
  for (const [field, condition] of Object.entries(query)) {
    if (field === '$and' && Array.isArray(condition))
      for (const part of condition) if (isFields(part)) collect(part, constraints)
    if (field.startsWith('$')) continue
    const constraint = constraints.get(field) ?? {}
    constraints.set(field, constraint)
    if (isScalar(condition)) addOperator(constraint, '$eq', condition)
    else if (isFields(condition))
      for (const [operator, operand] of Object.entries(condition)) addOperator(constraint, operator, operand)
  }
  return constraints
}

/** The one direction in which reading `columns` yields the order asked for; undefined when it does not. */
function direction(columns: readonly string[], order: readonly [string, number][]): 1 | -1 | undefined {
  const first = order[0]?.[1] === -1 ? -1 : 1
  const fits = order.every(([field, sign], at) => columns[at] === field && sign === first)
  return fits ? first : undefined
}

function access(index: PlannedIndex, constraints: Map<string, Constraint>, order: readonly [string, number][]) {
  const columns = [...index.fields, '_id']
  let prefixes: KeyPart[][] = [[]]
  let used = 0
  for (const field of columns) {
    const values = constraints.get(field)?.equals
    if (!values || prefixes.length * values.length > mostPrefixes) break
    prefixes = prefixes.flatMap((prefix) => values.map((value) => [...prefix, value]))
    used++
  }
  const next = constraints.get(columns[used] ?? '')
  const isNarrowable = !index.isMultikey || !next?.lower
  const fixed = columns.slice(0, used)
  const asked = order.filter(([field]) => !fixed.includes(field))
  const way = prefixes.length === 1 && !index.isMultikey ? direction(columns.slice(used), asked) : undefined
  const planned: Access = {
    index: index === primaryKey ? 'documents' : index,
    prefixes,
    lower: next?.lower,
    upper: isNarrowable ? next?.upper : undefined,
    isReverse: way === -1,
    isOrdered: way !== undefined || order.length === 0,
  }
  const score = used * 4 + (next?.lower || next?.upper ? 2 : 0) + (way !== undefined && order.length > 0 ? 1 : 0)
  return { planned, score }
}

/** Chooses the index whose leading fields the query fixes best; the documents themselves are the index of `_id`. */
export function plan(query: Fields, order: readonly [string, number][], indexes: readonly PlannedIndex[]): Access {
  const constraints = collect(query, new Map())
  let best = access(primaryKey, constraints, order)
  if (best.planned.prefixes[0]?.length === 1) return best.planned
  for (const index of indexes) {
    const candidate = access(index, constraints, order)
    if (candidate.score > best.score) best = candidate
  }
  return best.planned
}
