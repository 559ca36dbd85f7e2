import * as z from 'zod/mini'
import { examine } from './problems'

const HAN = /\p{Script=Han}/u

const way = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('days'), days: z.int().check(z.minimum(1)) }),
  z.strictObject({ kind: z.literal('never') }),
])

test.each([
  [z.int(), undefined, '', '必填'],
  [z.int(), 1.5, '', '要填整数'],
  [z.int(), '5', '', '要填数字'],
  [z.int(), 2 ** 53, '', '最大 9007199254740991'],
  [z.int().check(z.minimum(3)), 2, '', '最小 3'],
  [z.int().check(z.maximum(3)), 4, '', '最大 3'],
  [z.number().check(z.gt(3)), 3, '', '要大于 3'],
  [z.number().check(z.lt(3)), 3, '', '要小于 3'],
  [z.number().check(z.multipleOf(5)), 3, '', '要是 5 的倍数'],
  [z.string(), 7, '', '要填文字，写在引号里'],
  [z.string(), null, '', '要填文字，写在引号里'],
  [z.string().check(z.minLength(1)), '', '', '不能空着'],
  [z.string().check(z.minLength(2)), '一', '', '最少 2 个字'],
  [z.string().check(z.maxLength(2)), '一二三', '', '最多 2 个字'],
  [z.string().check(z.regex(/^a/)), 'b', '', '格式不对'],
  [z.string().check(z.regex(/^a/, '要以 a 开头')), 'b', '', '要以 a 开头'],
  [z.string().check(z.refine(() => false, '这样不行')), 'b', '', '这样不行'],
  [z.boolean(), 1, '', '只能写 true 或 false'],
  [z.array(z.int()), {}, '', '要填一组，写在 [ ] 里'],
  [z.array(z.int()).check(z.minLength(1)), [], '', '不能空着'],
  [z.array(z.int()).check(z.minLength(2)), [1], '', '最少 2 项'],
  [z.array(z.int()).check(z.maxLength(1)), [1, 2], '', '最多 1 项'],
  [z.array(z.int()), [1, 'x'], '1', '要填数字'],
  [z.strictObject({ name: z.string() }), [], '', '要填几项，写在 { } 里'],
  [z.strictObject({ name: z.string() }), { name: 'a', nmae: 'b' }, 'nmae', '没有这一项，多半是名字写错了'],
  [z.record(z.string().check(z.regex(/^[a-z]+$/)), z.int()), { A: 1 }, 'A', '这个名字的写法不对'],
  [z.enum(['month', 'year']), 'day', '', '只能写 month、year 之一'],
  [z.enum(['month', 'year']), undefined, '', '必填'],
  [z.literal('points'), 'coupon', '', '只能写 points'],
  [way, { kind: 'weeks' }, 'kind', '只能写 days、never 之一'],
  [way, { kind: 'days', days: 0 }, 'days', '最小 1'],
  [way, 5, '', '要填几项，写在 { } 里'],
  [z.union([z.strictObject({ a: z.int(), b: z.int() }), z.strictObject({ c: z.int() })]), { c: 'x' }, 'c', '要填数字'],
])('%#: a value that does not fit is named with what would', (schema, value, path, message) => {
  const { value: parsed, problems } = examine(schema as z.ZodMiniType, value)
  expect(parsed).toBeNull()
  expect(problems[0]).toEqual({ path, message })
  for (const problem of problems) expect(problem.message).toMatch(HAN)
})

test('all problems of a document are told, in the order of its fields, below where it stands', () => {
  const schema = z.strictObject({ name: z.string(), benefits: z.array(z.strictObject({ quota: z.int() })) })
  const { problems } = examine(schema, { benefits: [{ quota: 1 }, { quota: 'many', extra: 1 }], typo: 1 }, 'gold')
  expect(problems.map(({ path }) => path)).toEqual([
    'gold.name',
    'gold.benefits.1.quota',
    'gold.benefits.1.extra',
    'gold.typo',
  ])
})

test('each place is named once, however much is wrong with it', () => {
  const schema = z.strictObject({ name: z.string().check(z.minLength(1), z.regex(/^a/)) })
  expect(examine(schema, { name: '' }).problems).toEqual([{ path: 'name', message: '不能空着' }])
})

test('what fits is answered as its schema has it, with defaults filled in', () => {
  const schema = z.strictObject({ name: z.string(), per: z._default(z.enum(['month', 'year']), 'month') })
  expect(examine(schema, { name: '咖啡' })).toEqual({ value: { name: '咖啡', per: 'month' }, problems: [] })
})
