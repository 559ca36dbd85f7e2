import { Query } from 'mingo'
import { type Document, encode, type Fields, isFields, type Value } from './ejson'
import { failed, invalid } from './refusal'

/** What an operator makes of the value at its path; `missing` stands for a field that is not there. */
type Operator = (current: Value | undefined, operand: Value, path: string) => Value | undefined

function same(one: Value | undefined, other: Value | undefined): boolean {
  return one !== undefined && other !== undefined && encode(one) === encode(other)
}

function numberAt(current: Value | undefined, operand: Value, path: string, name: string): [number, number] {
  if (typeof operand !== 'number') throw failed(`Cannot apply ${name} with non-numeric argument: {${path}}`)
  if (current !== undefined && typeof current !== 'number')
    throw failed(`Cannot apply ${name} to a value of non-numeric type at ${path}`)
  return [current ?? 0, operand]
}

function arrayAt(current: Value | undefined, path: string): Value[] {
  if (current === undefined) return []
  if (!Array.isArray(current)) throw failed(`The field '${path}' must be an array`)
  return current
}

function each(operand: Value): Value[] {
  if (!isFields(operand) || !('$each' in operand)) return [operand]
  if (!Array.isArray(operand.$each)) throw invalid('The argument to $each must be an array')
  return operand.$each
}

/** MongoDB's order of types, as far as JSON and dates go. */
function rank(value: Value): number {
  if (value === null) return 0
  if (typeof value === 'number') return 1
  if (typeof value === 'string') return 2
  if (isFields(value)) return 3
  if (Array.isArray(value)) return 4
  return typeof value === 'boolean' ? 5 : 6
}

function compare(one: Value, other: Value): number {
  const byRank = rank(one) - rank(other)
  if (byRank !== 0) return byRank
  const [a, b] = isFields(one) || Array.isArray(one) ? [encode(one), encode(other)] : [one, other]
  return (a as number) < (b as number) ? -1 : (a as number) > (b as number) ? 1 : 0
}

function sortItems(items: Value[], sort: Value): Value[] {
  if (sort === 1 || sort === -1) return items.sort((a, b) => sort * compare(a, b))
  if (!isFields(sort)) throw invalid('$sort takes 1, -1 or an object of fields')
  return items.sort((a, b) => {
    for (const [field, sign] of Object.entries(sort)) {
      const byField = compare((isFields(a) && a[field]) || null, (isFields(b) && b[field]) || null)
      if (byField !== 0) return Number(sign) * byField
    }
    return 0
  })
}

function push(current: Value | undefined, operand: Value, path: string): Value[] {
  const items = [...arrayAt(current, path)]
  const { $position, $slice, $sort } = isFields(operand) && '$each' in operand ? operand : ({} as Fields)
  for (const option of [$position, $slice])
    if (option !== undefined && !Number.isInteger(option)) throw invalid('$position and $slice take whole numbers')
  items.splice(typeof $position === 'number' ? $position : items.length, 0, ...each(operand))
  if ($sort !== undefined) sortItems(items, $sort)
  if (typeof $slice !== 'number') return items
  return $slice < 0 ? items.slice($slice) : items.slice(0, $slice)
}

function pull(current: Value | undefined, operand: Value, path: string): Value[] | undefined {
  if (current === undefined) return undefined
  const isCondition = isFields(operand) && !Object.keys(operand).some((key) => key.startsWith('$'))
  const query = isCondition ? new Query(operand) : new Query({ item: operand })
  const matches = (item: Value) => (isCondition ? isFields(item) && query.test(item) : query.test({ item }))
  return arrayAt(current, path).filter((item) => !matches(item))
}

const operators: Record<string, Operator> = {
  $set: (_current, operand) => operand,
  $unset: () => undefined,
  $inc: (current, operand, path) => {
    const [value, by] = numberAt(current, operand, path, '$inc')
    return value + by
  },
  $mul: (current, operand, path) => {
    const [value, by] = numberAt(current, operand, path, '$mul')
    return value * by
  },
  $min: (current, operand) => (current === undefined || compare(operand, current) < 0 ? operand : current),
  $max: (current, operand) => (current === undefined || compare(operand, current) > 0 ? operand : current),
  $push: push,
  $addToSet: (current, operand, path) => {
    const items = [...arrayAt(current, path)]
    for (const item of each(operand)) if (!items.some((one) => same(one, item))) items.push(item)
    return items
  },
  $pull: pull,
  $pullAll: (current, operand, path) => {
    if (!Array.isArray(operand)) throw invalid('$pullAll requires an array argument')
    if (current === undefined) return undefined
    return arrayAt(current, path).filter((item) => !operand.some((one) => same(one, item)))
  },
  $pop: (current, operand, path) => {
    if (operand !== 1 && operand !== -1) throw invalid('$pop expects 1 or -1')
    if (current === undefined) return undefined
    return operand === 1 ? arrayAt(current, path).slice(0, -1) : arrayAt(current, path).slice(1)
  },
}

/** Operators that must not build the path to a field that is not there. */
const removing = new Set(['$unset', '$pull', '$pullAll', '$pop'])

function segments(path: string): string[] {
  const parts = path.split('.')
  if (parts.some((part) => part === '')) throw invalid(`"${path}" is not a field path`)
  if (parts.some((part) => part.startsWith('$'))) throw invalid(`local-cloud takes no positional operators: "${path}"`)
  if (parts.includes('__proto__')) throw invalid(`"${path}" is not a field path`)
  if (parts[0] === '_id') throw failed("Performing an update on the path '_id' would modify the immutable field '_id'")
  return parts
}

/** The object or array that holds the last segment of a path. The real database refuses to go through a scalar. */
function holder(document: Fields, parts: readonly string[], isBuilt: boolean): Fields | Value[] | undefined {
  let at: Fields | Value[] = document
  for (let depth = 0; depth < parts.length; depth++) {
    const part = parts[depth] as string
    if (Array.isArray(at) && !/^\d{1,4}$/.test(part)) {
      if (isBuilt) throw failed(`Cannot create field '${part}' in an array element (${parts.join('.')})`)
      return undefined
    }
    if (depth === parts.length - 1) return at
    const next: Value | undefined = read(at, part)
    if (isFields(next) || Array.isArray(next)) {
      at = next
    } else if (next !== undefined) {
      if (isBuilt) throw failed(`Cannot create field '${parts[depth + 1]}' in element {${part}: ${encode(next)}}`)
      return undefined
    } else {
      if (!isBuilt) return undefined
      const made: Fields = {}
      write(at, part, made)
      at = made
    }
  }
  return at
}

function read(at: Fields | Value[], part: string): Value | undefined {
  return Array.isArray(at) ? at[Number(part)] : Object.hasOwn(at, part) ? at[part] : undefined
}

function write(at: Fields | Value[], part: string, value: Value | undefined): void {
  if (!Array.isArray(at)) {
    if (value === undefined) delete at[part]
    else at[part] = value
    return
  }
  while (at.length < Number(part)) at.push(null)
  at[Number(part)] = value === undefined ? null : value
}

function rename(document: Fields, from: string, target: Value): void {
  if (typeof target !== 'string') throw invalid('$rename takes the new field name')
  const parts = segments(from)
  const source = holder(document, parts, false)
  const lastPart = parts.at(-1) as string
  const value = source && read(source, lastPart)
  if (source === undefined || value === undefined) return
  if (Array.isArray(source)) throw failed(`The source field cannot be an array element: ${from}`)
  write(source, lastPart, undefined)
  const goal = segments(target)
  const place = holder(document, goal, true)
  if (Array.isArray(place)) throw failed(`The destination field cannot be an array element: ${target}`)
  if (place) write(place, goal.at(-1) as string, value)
}

function checkConflicts(paths: readonly string[]): void {
  const seen = new Set<string>()
  const conflict = (path: string) => failed(`Updating the path '${path}' would create a conflict at '${path}'`)
  for (const path of paths) {
    if (seen.has(path)) throw conflict(path)
    seen.add(path)
  }
  for (const path of seen)
    for (let dot = path.indexOf('.'); dot !== -1; dot = path.indexOf('.', dot + 1))
      if (seen.has(path.slice(0, dot))) throw conflict(path)
}

/** A parsed update: everything that can be refused without looking at a document was refused. */
export interface Update {
  readonly steps: readonly { operator: string; path: string; operand: Value }[]
}

export function parseUpdate(fields: Fields): Update {
  const steps = Object.entries(fields).flatMap(([operator, operands]) => {
    if (operator !== '$rename' && !Object.hasOwn(operators, operator))
      throw invalid(operator.startsWith('$') ? `unknown update operator ${operator}` : 'an update holds operators only')
    if (!isFields(operands)) throw invalid(`${operator} takes an object of fields`)
    return Object.entries(operands).map(([path, operand]) => ({ operator, path, operand }))
  })
  if (steps.length === 0) throw invalid('an update without anything to change')
  const targets = steps.filter(({ operator }) => operator === '$rename').map(({ operand }) => String(operand))
  checkConflicts([...steps.map(({ path }) => path), ...targets])
  for (const { path } of steps) segments(path)
  return { steps }
}

/** The document after the update. `document` is consumed. Refuses operands that do not fit the stored types. */
export function applyUpdate(document: Document, { steps }: Update): Document {
  for (const { operator, path, operand } of steps) {
    if (operator === '$rename') {
      rename(document, path, operand)
      continue
    }
    const parts = segments(path)
    const part = parts.at(-1) as string
    const place = holder(document, parts, !removing.has(operator))
    if (place === undefined) continue
    const current = read(place, part)
    const next = (operators[operator] as Operator)(current, operand, path)
    if (next !== undefined || current !== undefined) write(place, part, next)
  }
  return document
}
