import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const src = join(__dirname, '../..')

test('what points are called is written in one place, for a shop that has not said; all others ask the programme', () => {
  const saying = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.includes('.test.') && !path.startsWith('stage'))
    .filter((path) => readFileSync(join(src, path), 'utf8').includes('积分'))
  expect(saying).toEqual(['shared/theme/programme.ts'])
})
