import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { assertLedgerHolds } from '../../../test/kit/ledger-holds'
import { dataOf, joined, type Programme } from '../../../test/kit/programme'
import { cardOf, sharingShop } from '../../../test/kit/sharing-shop'
import { registryOf } from '../../platform/module'
import { modules } from '..'
import { accounts, journal } from '../ledger/store'
import { conditions, effects, ruleSources } from '../rules'
import { shareCards } from './store'

const TIMES = 1_000

/** Every account and journal page, byte for byte. */
async function books(programme: Programme) {
  const { items } = await programme.store.find(accounts, { index: 'byMember', limit: 100 })
  const pages = await programme.store.find(journal, { index: 'byKeys', limit: 100 })
  return { items, text: JSON.stringify([items, pages.items]) }
}

/** Everything of an account but the room, and the marks of every change whatever it changed. */
function butForTheRoom({ rooms: { sharing: _, ...rooms }, version: __, changedAtMs: ___, ...rest }: Account): string {
  return JSON.stringify({ ...rest, rooms })
}
type Account = Awaited<ReturnType<typeof books>>['items'][number]

test('a thousand shares and a thousand visits change no account but for the room', async () => {
  const programme = await sharingShop()
  const clerk = await joined(programme, 'o-clerk')
  const friend = await joined(programme, 'o-friend')
  await friend.ask('check-in.perform', {})
  const before = await books(programme)
  const card = await cardOf(programme.staff('o-clerk'), 'lake')
  dataOf(await friend.ask('sharing.open', { shareCode: card }))
  const opened = await books(programme)
  expect(opened.items.map(butForTheRoom)).toEqual(before.items.map(butForTheRoom))

  // As a shop's day may be: shared again and again, opened by the same few and by strangers.
  for (let time = 1; time < TIMES; time += 1) {
    const shareCode = time % 10 === 0 ? await cardOf(programme.staff('o-clerk'), 'lake') : card
    const visitor = time % 3 === 0 ? clerk.ask : time % 3 === 1 ? friend.ask : programme.member(`o-stranger-${time}`)
    dataOf(await visitor('sharing.open', { shareCode }))
  }
  expect(await programme.store.count(shareCards, {})).toBe(TIMES / 10)
  expect((await books(programme)).text).toBe(opened.text)
  await assertLedgerHolds(programme)
})

/** Words by which a rule could speak of sharing. */
const OF_SHARING = /shar|visit|touch|poster|card_opened|attribut/i

test('no rule can be about sharing: there is no event, condition or effect of it', () => {
  const registry = registryOf(modules)
  const vocabulary = [
    ...registry.all(ruleSources).map(({ event }) => event),
    ...registry.all(conditions).map(({ code }) => code),
    ...registry.all(effects).map(({ code }) => code),
  ]
  expect(vocabulary.length).toBeGreaterThan(4)
  expect(vocabulary.filter((word) => OF_SHARING.test(word))).toEqual([])
})

const root = join(__dirname, '..')
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }))
const mine = sources.filter(({ file }) => file.startsWith('sharing/'))
const others = sources.filter(({ file }) => !file.startsWith('sharing/'))

test('sharing takes from the ledger what reads an account or keeps a room, and nothing that posts', () => {
  const taken = mine.flatMap(({ text }) =>
    [...text.matchAll(/import (?:type )?\{([^}]*)\} from '\.\.\/ledger'/g)].flatMap(([, names = '']) =>
      names.split(',').map((name) => name.trim().replace(/^type /, '')),
    ),
  )
  expect([...new Set(taken)].sort()).toEqual(['Account', 'accountOf', 'amendAccount'])
  expect(mine.filter(({ text }) => /posting|from '\.\.\/(rules|tiers)'/.test(text)).map(({ file }) => file)).toEqual([])
})

test('what a card brought is read by the reports of sharing alone', () => {
  const known = /share_(touches|outcomes)|share(Touches|Outcomes)|rooms\.sharing|countOutcome/
  expect(others.length).toBeGreaterThan(50)
  expect(others.filter(({ text }) => known.test(text)).map(({ file }) => file)).toEqual([])
  const readers = mine.filter(({ text }) => /counts(Where|ByStaff)\(work/.test(text)).map(({ file }) => file)
  expect(readers.sort()).toEqual(['sharing/outcomes.ts', 'sharing/report.ts'])
})
