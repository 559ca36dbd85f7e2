import { toJSONSchema } from 'zod'
import * as z from 'zod/mini'
import { type JsonSchema, schemaText } from './schema-text'

it.each([
  [z.int(), 'integer'],
  [z.int().check(z.minimum(1), z.maximum(9)), 'integer (1–9)'],
  [z.int().check(z.minimum(0)), 'integer (≥ 0)'],
  [z.string().check(z.maxLength(20)), 'text (≤ 20 long)'],
  [z.string().check(z.length(4)), 'text (4 long)'],
  [z.string().check(z.regex(/^a+$/)), 'text matching /^a+$/'],
  [z.nullable(z.boolean()), 'boolean | null'],
  [z.enum(['day', 'week']), '"day" | "week"'],
  [z.literal('x'), '"x"'],
  [z.unknown(), 'anything'],
  [z.strictObject({}), '{}'],
  [z.array(z.string()).check(z.maxLength(3)), 'list (≤ 3) of text'],
  [z.record(z.string(), z.int()), '{\n  [name]: integer\n}'],
  [
    z.strictObject({ name: z.string(), lots: z.optional(z.array(z.strictObject({ points: z.int() }))) }),
    '{\n  name: text\n  lots?: list of {\n    points: integer\n  }\n}',
  ],
])('case %#: a schema reads as %s', (schema, text) => {
  expect(schemaText(toJSONSchema(schema) as JsonSchema)).toBe(text)
})
