import type { Json } from '../../../../kernel/canonical-json'
import { sha256 } from '../../../../kernel/digest'
import { type Refusal, refuse } from '../../../../kernel/refusal'
import type { Command, Work } from '../../../../platform/context'
import {
  type Account,
  accountOf,
  amendAccount,
  changeAccount,
  type Line,
  recordedLine,
  remainderOf,
  type Transfer,
  transferIn,
  transferOf,
  transferOut,
  wholeOf,
} from '../../../ledger'
import { mergeRooms } from '../../../members'
import type { Merge, Side } from './store'

/** `there`: from the merged member to the other. `back`: what is still there, when it is undone. */
export type Way = 'there' | 'back'

type Contents = Readonly<Record<string, Json>>

/** What is on its way from an account waits in this room of it, so that it leaves by the same write as the points. */
const ROOM = 'merging'

function endsOf({ from, into }: Merge, way: Way): { readonly out: Side; readonly arrival: Side } {
  return way === 'there' ? { out: from, arrival: into } : { out: into, arrival: from }
}

function commandOf({ _id, atMs, undo }: Merge, way: Way, end: 'out' | 'in'): Command {
  const key = sha256(`merge|${_id}|${way}|${end}`)
  return { key, inputHash: key, madeAtMs: way === 'there' ? atMs : (undo?.atMs ?? atMs) }
}

function causeOf({ _id, reason }: Merge, way: Way, end: 'out' | 'in') {
  const kind = way === 'there' ? 'merge' : 'merge_undone'
  return { op: `mg|${_id}|${way}|${end}`, ref: { kind, id: _id }, trace: { reason } }
}

const onTheirWay = ({ rooms }: Account) => (rooms[ROOM] ?? {}) as Readonly<Record<string, Contents>>
const journeyOf = ({ _id }: Merge, way: Way) => `${_id}|${way}`

/** What is written beside an end's points: the rooms, and what is counted for the member. */
type Marks = Pick<Account, 'rooms' | 'limits'>

/** An account once what goes has gone, and stands ready to arrive. */
async function marksLeaving(work: Work, merge: Merge, way: Way, account: Account): Promise<Marks> {
  const left: Record<string, Json> = {}
  const goes: Record<string, Json> = {}
  let { limits } = account
  for (const merging of work.registry.all(mergeRooms)) {
    const came = merge.moved?.rooms[merging.room]
    const going =
      way === 'there'
        ? await merging.leave(work, account)
        : came === undefined
          ? null
          : await merging.goBack(work, account, came)
    if (!going) continue
    left[merging.room] = going.left
    goes[merging.room] = going.goes
    limits = merging.counts?.less({ ...account, limits }, going.goes, work.today) ?? limits
  }
  if (Object.keys(goes).length === 0) return { rooms: {}, limits }
  return { rooms: { ...left, [ROOM]: { ...onTheirWay(account), [journeyOf(merge, way)]: goes } }, limits }
}

async function marksArriving(work: Work, account: Account, came: Contents): Promise<Marks> {
  const rooms: Record<string, Json> = {}
  let { limits } = account
  for (const merging of work.registry.all(mergeRooms)) {
    const contents = came[merging.room]
    if (contents === undefined) continue
    rooms[merging.room] = await merging.arrive(work, account, contents)
    limits = merging.counts?.more({ ...account, limits }, contents, work.today) ?? limits
  }
  return { rooms, limits }
}

/** One end of the journey: posted once, by a key of its own. */
async function post(
  work: Work,
  merge: Merge,
  at: { readonly way: Way; readonly end: 'out' | 'in'; readonly side: Side },
  decide: (account: Account) => Promise<{ posting: ReturnType<typeof transferOut>; marks: Marks }>,
): Promise<Line | Refusal> {
  return changeAccount<Line, 'not_a_member'>(work, at.side.member, {
    command: commandOf(merge, at.way, at.end),
    async decide(account) {
      if (account._id !== at.side.account) return refuse('not_a_member')
      return decide(account)
    },
    reply: (line) => line,
  })
}

/** What has left an account for the other: with the points, all that later modules keep. Null while it has not. */
async function departed(
  work: Work,
  merge: Merge,
  way: Way,
): Promise<{ readonly transfer: Transfer; readonly rooms: Contents } | null> {
  const account = await accountOf(work, endsOf(merge, way).out.member)
  const line = account && (await recordedLine(work, account, commandOf(merge, way, 'out')))
  if (!line) return null
  return { transfer: transferOf(line.entry), rooms: onTheirWay(account)[journeyOf(merge, way)] ?? {} }
}

/**
 * Takes all that goes from one account, and brings just that to the other: two entries that add up to nothing. Null
 * when an account may not be changed now; what is on its way then waits until it may.
 */
export async function carryAcross(
  work: Work,
  merge: Merge,
  way: Way,
): Promise<{ readonly transfer: Transfer; readonly rooms: Contents } | null> {
  const { out, arrival } = endsOf(merge, way)
  const left = await post(work, merge, { way, end: 'out', side: out }, async (account) => {
    const transfer = merge.moved ? remainderOf(account, merge.moved) : wholeOf(account)
    const posting = transferOut(causeOf(merge, way, 'out'), transfer)
    return { posting, marks: await marksLeaving(work, merge, way, account) }
  })
  if (!('entry' in left)) return null
  const gone = await departed(work, merge, way)
  if (!gone) throw new Error(`what left by merge ${merge._id} is not recorded`)
  const arrived = await post(work, merge, { way, end: 'in', side: arrival }, async (account) => ({
    posting: transferIn(causeOf(merge, way, 'in'), account, gone.transfer),
    marks: await marksArriving(work, account, gone.rooms),
  }))
  return 'entry' in arrived ? gone : null
}

/** Empties the room of what has arrived. */
export async function clearRoom(work: Work, merge: Merge, way: Way): Promise<void> {
  const journey = journeyOf(merge, way)
  await amendAccount(work, endsOf(merge, way).out.member, (account) => {
    const { [journey]: arrived, ...others } = onTheirWay(account)
    return arrived === undefined ? null : { marks: { rooms: { [ROOM]: others } } }
  })
}
