import { cutStore } from '../../../../../test/kit/cut-store'
import { assertLedgerHolds } from '../../../../../test/kit/ledger-holds'
import { workIn } from '../../../../../test/kit/spend'
import { by, type Person, twoOfOne } from '../../../../../test/kit/two-of-one'
import { MemoryStore } from '../../../../adapters/memory/memory-store'
import { defineModule } from '../../../../platform/module'
import { serve } from '../../../../platform/serve'
import type { Store } from '../../../../platform/store'
import { modules } from '../../..'
import { type Account, accountOf, amendAccount } from '../../../ledger'
import { type MergingRoom, mergeRooms } from '../../../members'

const growthOf = ({ rooms }: Pick<Account, 'rooms'>) => Number(rooms.growth ?? 0)

/** A later module that keeps a number with accounts; of what came, all that is still there goes back. */
function growth(followed: string[]): MergingRoom {
  return {
    room: 'growth',
    leave: async (_, account) => (growthOf(account) === 0 ? null : { goes: growthOf(account), left: 0 }),
    arrive: async (_, account, came) => growthOf(account) + Number(came),
    goBack: async (_, account, came) => {
      const goes = Math.min(growthOf(account), Number(came))
      return goes === 0 ? null : { goes, left: growthOf(account) - goes }
    },
    text: (goes) => `成长值 ${goes}`,
    after: async (_, memberId) => {
      followed.push(memberId)
    },
  }
}

async function grown(store: Store = new MemoryStore()) {
  const two = await twoOfOne({ store })
  const { programme, old, now } = two
  const followed: string[] = []
  const guest = defineModule({
    name: 'guest',
    contract: {},
    handlers: {},
    extends: [mergeRooms.with(growth(followed))],
  })
  const door = serve([...modules, guest], 'ops', programme.ports)
  const send = (action: string, input: unknown, key: string) => door({ action, input, key }, { source: 'wx_devtools' })
  const grow = (who: Person, to: number) =>
    amendAccount(workIn(programme), who.id, () => ({ marks: { rooms: { growth: to } } }))
  const roomsOf = async (who: Person) => (await accountOf(workIn(programme), who.id))?.rooms
  await grow(old, 120)
  await grow(now, 30)
  const merge = (dryRun = false) =>
    send('ops.merge-members', { from: old.id, into: now.id, ...by, dryRun }, `m-${dryRun}`)
  const mergeIdOf = (reply: unknown) => (reply as { data: { mergeId: string } }).data.mergeId
  return { ...two, followed, send, grow, roomsOf, merge, mergeIdOf }
}

test('what a module keeps goes with the points and comes back, as far as it is there', async () => {
  const { programme, old, now, followed, send, grow, roomsOf, merge, mergeIdOf } = await grown()
  expect(await merge(true)).toMatchObject({ data: { moved: { rooms: ['成长值 120'] } } })
  expect([await roomsOf(old), followed]).toEqual([{ growth: 120 }, []])
  const merged = await merge()
  expect(merged).toMatchObject({ data: { moved: { rooms: ['成长值 120'] } } })
  expect([await roomsOf(old), await roomsOf(now)]).toEqual([{ growth: 0, merging: {} }, { growth: 150 }])
  expect(followed).toEqual([old.id, now.id])
  await grow(now, 100)
  await grow(old, 7)
  const undone = await send('ops.undo-merge', { mergeId: mergeIdOf(merged), operator: '店长' }, 'u-1')
  expect(undone).toMatchObject({ data: { returned: { rooms: ['成长值 100'] } } })
  expect([await roomsOf(old), await roomsOf(now)]).toMatchObject([
    { growth: 107, merging: {} },
    { growth: 0, merging: {} },
  ])
  await assertLedgerHolds(programme)
})

test('what is on its way is lost nowhere, wherever a function ends', async () => {
  for (let writes = 1, isDone = false; !isDone; writes += 1) {
    const cut = cutStore(new MemoryStore())
    const { programme, old, now, roomsOf, merge } = await grown(cut.store)
    cut.cutAfter(writes)
    isDone = ((await merge()) as { ok: boolean }).ok
    cut.goOn()
    expect(await merge()).toMatchObject({ data: { moved: { rooms: ['成长值 120'] } } })
    expect([await roomsOf(old), await roomsOf(now)]).toEqual([{ growth: 0, merging: {} }, { growth: 150 }])
    await assertLedgerHolds(programme)
  }
})
