import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readCloudJson } from './cloud-json'

const dir = mkdtempSync(path.join(tmpdir(), 'local-cloud-json-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

function read(declared: object) {
  const functions = [{ name: 'counter', timeoutSeconds: 20, ...declared }]
  writeFileSync(path.join(dir, 'cloud.json'), JSON.stringify({ schema: 1, collections: [], functions }))
  return readCloudJson(dir).functions[0]
}

test('a function may ask the services that it names, and without naming any, none', () => {
  const openapi = ['phonenumber.getPhoneNumber', 'wxacode.getUnlimited']
  expect(read({ permissions: { openapi } })?.openapi).toEqual(openapi)
  expect(read({ permissions: {} })?.openapi).toEqual([])
  expect(read({})?.openapi).toEqual([])
})

test.each<[string, unknown]>([
  ['is not a list', 'wxacode.getUnlimited'],
  ['is not the name of a service', ['wxacode']],
  ['is not the name of a service', ['*']],
  ['is not the name of a service', [5]],
])('a permission that %s is refused by name: %j', (message, openapi) => {
  expect(() => read({ permissions: { openapi } })).toThrow(/functions\[0\]\.permissions\.openapi/)
  expect(() => read({ permissions: { openapi } })).toThrow(message)
})
