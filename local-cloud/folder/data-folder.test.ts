import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Database } from '../database/database'
import { FileStore } from '../files/file-store'
import { diskNameOf } from '../files/stored-file'
import { openDataFolder } from './data-folder'
import { takeOwnership } from './ownership'
import { processIdentity } from './process-identity'

let dir: string
const inside = (...names: string[]) => path.join(dir, ...names)

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'local-cloud-folder-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

async function fill(): Promise<void> {
  const folder = openDataFolder(dir)
  const database = new Database(folder.databasePath, () => 0)
  await database.declare([{ name: 'plain', indexes: [{ name: 'byN', fields: ['n'], unique: false }] }])
  const documents = Array.from({ length: 400 }, (_, n) => ({ _id: `d${n}`, n, name: `member number ${n}` }))
  await database.importDocuments('plain', documents)
  await database.close()
  await new FileStore(folder.filesPath).put('shops/one.png', Buffer.alloc(5_000, 7), { nowMs: 0 })
  folder.release()
}

const storedFile = () => inside('files', diskNameOf('shops/one.png'))

function contents(): Record<string, string> {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const kept = files.filter(({ name }) => !/owner-|lock\.mdb/.test(name))
  return Object.fromEntries(
    kept.map(({ parentPath, name }) => [name, readFileSync(path.join(parentPath, name)).toString('base64')]),
  )
}

describe('a data folder', () => {
  test('that is whole opens again and again', async () => {
    await fill()
    for (let time = 0; time < 3; time++) openDataFolder(dir).release()
    const database = new Database(inside('database'), () => 0)
    await database.declare([{ name: 'plain', indexes: [] }])
    expect(database.count('plain', {})).toBe(400)
    await database.close()
  })

  const damages: [string, () => void, RegExp][] = [
    ['cut off', () => truncateSync(inside('database', 'data.mdb'), 20_000), /已损坏/],
    ['emptied', () => truncateSync(inside('database', 'data.mdb'), 0), /已损坏/],
    ['without its database', () => rmSync(inside('database', 'data.mdb')), /已损坏/],
    ['overwritten at its start', () => overwrite(0, 200), /已损坏/],
    ['overwritten in its middle', () => overwrite(statSync(inside('database', 'data.mdb')).size / 2, 30_000), /已损坏/],
    ['with one letter of one document changed', changeOneLetter, /已损坏.*plain\/d2/],
    ['without its label', () => rmSync(inside('local-cloud.json')), /已损坏.*local-cloud\.json/],
    ['with a broken label', () => writeFileSync(inside('local-cloud.json'), '{"magic":'), /已损坏/],
    ['with a file cut off', () => truncateSync(storedFile(), 4_000), /已损坏.*shops\/one\.png 不完整/],
    ['with a file emptied', () => truncateSync(storedFile(), 0), /已损坏.*无法读取/],
    ['with a file of another path', () => moveFile('shops/two.png'), /已损坏.*无法读取/],
    ['of somebody else', () => writeFileSync(inside('local-cloud.json'), '{"magic":"x","version":1}'), /已损坏/],
    [
      'of a newer version',
      () => writeFileSync(inside('local-cloud.json'), '{"magic":"local-cloud data","version":9}'),
      /更新的版本/,
    ],
  ]

  function overwrite(at: number, length: number): void {
    const file = inside('database', 'data.mdb')
    const bytes = readFileSync(file)
    bytes.fill(0x5a, at, at + length)
    writeFileSync(file, bytes)
  }

  function moveFile(cloudPath: string): void {
    renameSync(storedFile(), inside('files', diskNameOf(cloudPath)))
  }

  function changeOneLetter(): void {
    const file = inside('database', 'data.mdb')
    const bytes = readFileSync(file)
    for (let at = bytes.indexOf('member number 250'); at !== -1; at = bytes.indexOf('member number 250', at + 1))
      bytes[at] = 0x4d
    writeFileSync(file, bytes)
  }

  test.each(damages)('%s is refused and left as it is', async (_name, damage, message) => {
    await fill()
    damage()
    const before = contents()
    expect(() => openDataFolder(dir)).toThrow(message)
    expect(contents()).toEqual(before)
    // The refusal gave the folder free: the next attempt says the same, not that it is in use.
    expect(() => openDataFolder(dir)).toThrow(message)
  })

  test('with foreign things in it is refused', () => {
    writeFileSync(inside('thesis.doc'), 'years of work')
    expect(() => openDataFolder(dir)).toThrow(/别的东西.*thesis\.doc/)
  })
})

describe('ownership', () => {
  test('is refused while it is held, and free when it was let go', () => {
    const release = takeOwnership(dir)
    expect(() => takeOwnership(dir)).toThrow(String(process.pid))
    release()
    takeOwnership(dir)()
  })

  test('leaves one mark however often it changes', () => {
    for (let time = 0; time < 5; time++) takeOwnership(dir)()
    expect(readdirSync(dir)).toEqual(['owner-000005.json'])
  })

  test('is not held by a process that has a dead owner’s number', () => {
    const identity = 'another boot:12345'
    writeFileSync(inside('owner-000001.json'), JSON.stringify({ pid: process.pid, identity }))
    takeOwnership(dir)()
  })

  test('is held by a living process of the same start', () => {
    const identity = processIdentity(process.ppid)
    writeFileSync(inside('owner-000001.json'), JSON.stringify({ pid: process.ppid, identity }))
    expect(() => takeOwnership(dir)).toThrow(String(process.ppid))
  })

  test('a mark that cannot be read is not taken over', () => {
    mkdirSync(dir, { recursive: true })
    writeFileSync(inside('owner-000001.json'), '')
    expect(() => takeOwnership(dir)).toThrow(/无法读取/)
  })
})
