/** The part of JSON Schema that zod makes of our contracts. */
export interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | JsonSchema
  readonly items?: JsonSchema
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly JsonSchema[]
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly minItems?: number
  readonly maxItems?: number
}

function bounds(least: number | undefined, most: number | undefined, unit = ''): string {
  // Safe integers are the bounds of every number here, and say nothing.
  const low = least === Number.MIN_SAFE_INTEGER ? undefined : least
  const high = most === Number.MAX_SAFE_INTEGER ? undefined : most
  if (low === undefined && high === undefined) return ''
  if (low === high) return ` (${low}${unit})`
  if (high === undefined) return ` (≥ ${low}${unit})`
  return low === undefined ? ` (≤ ${high}${unit})` : ` (${low}–${high}${unit})`
}

function object({ properties = {}, required = [], additionalProperties }: JsonSchema, indent: string): string {
  const inner = `${indent}  `
  const lines = Object.entries(properties).map(
    ([name, schema]) => `${inner}${name}${required.includes(name) ? '' : '?'}: ${schemaText(schema, inner)}`,
  )
  if (typeof additionalProperties === 'object') lines.push(`${inner}[name]: ${schemaText(additionalProperties, inner)}`)
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${indent}}`
}

/** A schema as people read types: one line per field, bounds in brackets. */
export function schemaText(schema: JsonSchema, indent = ''): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (schema.anyOf) return schema.anyOf.map((option) => schemaText(option, indent)).join(' | ')
  if (Array.isArray(schema.type)) return schema.type.map((type) => schemaText({ ...schema, type }, indent)).join(' | ')
  switch (schema.type) {
    case 'object':
      return object(schema, indent)
    case 'array':
      return `list${bounds(schema.minItems, schema.maxItems)} of ${schemaText(schema.items ?? {}, indent)}`
    case 'string':
      return `text${bounds(schema.minLength, schema.maxLength, ' long')}${schema.pattern ? ` matching /${schema.pattern}/` : ''}`
    case 'integer':
    case 'number':
      return `${schema.type}${bounds(schema.minimum, schema.maximum)}`
    case 'boolean':
    case 'null':
      return schema.type
    default:
      return 'anything'
  }
}
