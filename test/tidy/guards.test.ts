import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { mutants } from '../mutants/mutants'

const root = resolve(__dirname, '../..')

const sources = readdirSync(join(root, 'cloudfunctions'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => `cloudfunctions/${file.replaceAll('\\', '/')}`)

/** Every mark in the functions, with the text that follows it. */
const marks = sources.flatMap((file) => {
  const [, ...parts] = readFileSync(join(root, file), 'utf8').split('// guard: ')
  return parts.map((part) => ({ guard: part.slice(0, part.indexOf('\n')), file, text: part }))
})

test('every guard that is marked has its mutant, and every mutant its mark', () => {
  const named = ({ guard, file }: { guard: string; file: string }) => `${file}: ${guard}`
  expect(marks.map(named).sort()).toEqual(mutants.map(named).sort())
})

test.each(mutants)('the mutant of $guard edits the very text behind its mark', ({ guard, file, from, to }) => {
  const mark = marks.find((candidate) => candidate.guard === guard)
  const source = readFileSync(join(root, file), 'utf8')
  expect(mark?.text.slice(0, 400)).toContain(from)
  expect(source.split(from)).toHaveLength(2)
  expect(to).not.toBe(from)
})

test('a conditional update or a refusal of the ledger without a mark is found', () => {
  const text = readFileSync(join(root, 'cloudfunctions/modules/ledger/change.ts'), 'utf8').split('\n')
  const isGuard = (line: string) => /store\.update\(|refuse\('(account_frozen|key_reused)/.test(line)
  const unmarked = text.filter((line, at) => {
    const near = text.slice(Math.max(0, at - 3), at + 1).join('\n')
    return isGuard(line) && !near.includes('// guard: ')
  })
  expect(unmarked).toEqual([])
})
