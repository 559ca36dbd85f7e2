import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { appPages } from '../kit/app-pages'

const functions = resolve(__dirname, '../../cloudfunctions')
const PAGE = /['"`]\/?((?:features|tabs)\/[a-z-]+\/[a-z/-]+)/g

const named = readdirSync(functions, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.includes('.test.'))
  .flatMap((path) => [...readFileSync(join(functions, path), 'utf8').matchAll(PAGE)].map(([, page]) => page ?? ''))

test('every page that a message, a card or a code leads to is there', () => {
  expect(named.filter((page) => !appPages().includes(page))).toEqual([])
  expect(new Set(named).size).toBeGreaterThan(5)
})
