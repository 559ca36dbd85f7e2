import * as z from 'zod/mini'

/** Something in a document that a person wrote which is not as it must be. */
export interface Problem {
  /** Where, below the document: `benefits.0.quota`. */
  readonly path: string
  /** What would be right, in Chinese, for the operator. */
  readonly message: string
}

type Raw = z.core.$ZodRawIssue

const TYPES: Readonly<Record<string, string>> = {
  int: '要填整数',
  number: '要填数字',
  string: '要填文字，写在引号里',
  boolean: '只能写 true 或 false',
  array: '要填一组，写在 [ ] 里',
  object: '要填几项，写在 { } 里',
  record: '要填几项，写在 { } 里',
}

const COUNTED: Readonly<Record<string, string>> = { string: '个字', array: '项' }

function tooSmall({ origin, minimum, inclusive }: Extract<Raw, { code: 'too_small' }>): string {
  const counted = COUNTED[origin]
  if (counted) return minimum === 1 ? '不能空着' : `最少 ${minimum} ${counted}`
  return inclusive ? `最小 ${minimum}` : `要大于 ${minimum}`
}

function tooBig({ origin, maximum, inclusive }: Extract<Raw, { code: 'too_big' }>): string {
  const counted = COUNTED[origin]
  if (counted) return `最多 ${maximum} ${counted}`
  return inclusive ? `最大 ${maximum}` : `要小于 ${maximum}`
}

const oneOf = (values: readonly unknown[]) =>
  values.length === 1 ? `只能写 ${values[0]}` : `只能写 ${values.join('、')} 之一`

/** What the schema library found, as one Chinese sentence. A check that words itself in its schema is not asked for here. */
function sentenceOf(issue: Raw): string {
  const isMissing = issue.input === undefined
  switch (issue.code) {
    case 'invalid_type':
      return isMissing ? '必填' : (TYPES[issue.expected] ?? '类型不对')
    case 'invalid_value':
      return isMissing ? '必填' : oneOf(issue.values)
    case 'invalid_union':
      return Array.isArray(issue.options) ? oneOf(issue.options) : isMissing ? '必填' : '写法不对'
    case 'too_small':
      return tooSmall(issue)
    case 'too_big':
      return tooBig(issue)
    case 'not_multiple_of':
      return `要是 ${issue.divisor} 的倍数`
    case 'unrecognized_keys':
      return '没有这一项，多半是名字写错了'
    case 'invalid_key':
      return '这个名字的写法不对'
    default:
      return '格式不对'
  }
}

type Place = readonly PropertyKey[]

const problemAt = (place: Place, message: string): Problem => ({ path: place.map(String).join('.'), message })

/** Of the ways a value may be written, the problems of the one it comes closest to. */
function nearest(options: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] {
  return options.reduce((best, option) => (option.length < best.length ? option : best))
}

function problemsIn(issues: readonly z.core.$ZodIssue[], above: Place): readonly Problem[] {
  return issues.flatMap((issue) => {
    const place = [...above, ...issue.path]
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => problemAt([...place, key], issue.message))
    if (issue.code === 'invalid_union' && issue.errors.length > 0) return problemsIn(nearest(issue.errors), place)
    return [problemAt(place, issue.message)]
  })
}

/** The first at each place: an empty text need not be told as well that it has the wrong form. */
const firstAtEach = (problems: readonly Problem[]) =>
  problems.filter(({ path }, at) => problems.findIndex((problem) => problem.path === path) === at)

/** A value as its schema has it, and all that keeps it from being so, in the order of its fields. */
export function examine<S extends z.ZodMiniType>(
  schema: S,
  value: unknown,
  ...above: Place
): { readonly value: z.output<S> | null; readonly problems: readonly Problem[] } {
  const parsed = z.safeParse(schema, value, { error: sentenceOf })
  return parsed.success
    ? { value: parsed.data, problems: [] }
    : { value: null, problems: firstAtEach(problemsIn(parsed.error.issues, above)) }
}
