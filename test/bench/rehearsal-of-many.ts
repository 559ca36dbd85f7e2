import { canonicalJson } from '../../cloudfunctions/kernel/canonical-json'
import { seededRandom } from '../../cloudfunctions/kernel/seeded-random'
import { campaignDrafts } from '../../cloudfunctions/modules/campaigns/store'
import { emptyAccount } from '../../cloudfunctions/modules/ledger/domain/account'
import { type Entry, sealEntry } from '../../cloudfunctions/modules/ledger/domain/entry'
import { accounts } from '../../cloudfunctions/modules/ledger/store'
import { askRehearsal } from '../../cloudfunctions/modules/rehearsals/ask'
import { nextSlice } from '../../cloudfunctions/modules/rehearsals/go-on'
import type { Rehearsal } from '../../cloudfunctions/modules/rehearsals/store'
import { Programme } from '../kit/programme'
import { commandOn, workOn } from '../kit/work-on'
import { localCloudStore } from './local-cloud-store'
import { type Spread, spreadOf } from './rounds'
import { productCollections } from './shop'

const ORDERS_EACH = 50
const DAYS = 90
const DAY_MS = 24 * 3_600_000
const FROM_MS = Date.parse('2026-01-01T09:00:00+08:00')
const PUT_AT_ONCE = 200

export interface RehearsedPast {
  readonly events: number
  readonly awards: number
  readonly sliceMs: Spread
  readonly slices: number
  readonly totalMs: number
  /** Of each slice by processor time. */
  readonly sliceCpuMs: Spread
  /** What is held in memory at most beyond what the process had before. */
  readonly heldMb: number
}

/** A member who bought something fifty times within ninety days. */
function buyer(nth: number, random: () => number) {
  const member = `m${String(nth).padStart(6, '0')}`
  const tail: Entry[] = []
  for (let order = 0; order < ORDERS_EACH; order += 1) {
    const atMs =
      FROM_MS + Math.floor(((order + random()) / ORDERS_EACH) * DAYS) * DAY_MS + Math.floor(random() * 36_000_000)
    const amountFen = 1_000 + Math.floor(random() * 20_000)
    const points = Math.floor(amountFen / 100)
    const facts = { amountFen, eligibleFen: amountFen, rateBps: 10_000, store: 'west', storeName: '西湖店' }
    const body = {
      op: `or|west|${nth}-${order}|1`,
      key: `${nth}-${order}`,
      inputHash: '',
      kind: 'accrual' as const,
      points,
      moved: 0,
      contra: 'issuance' as const,
      lots: [{ expiresOn: '2027-12-31', cohort: '2026-01', points }],
      holds: [],
      ref: { kind: 'order', id: `west|${nth}-${order}|1` },
      trace: { event: 'order_paid', version: 0, at: atMs, facts, gave: [['orders.earn', points]] },
      atMs,
    }
    tail.push(sealEntry(JSON.parse(canonicalJson(body)), tail.at(-1) ?? { seq: 0, hash: '' }))
  }
  return { ...emptyAccount(member, 1, FROM_MS), lastSeq: tail.length, tail }
}

/** A draft replayed over the purchases of so many members, on local-cloud through the SDK, all in this process. */
export async function rehearsalOfMany(members: number, progress: (done: number) => void): Promise<RehearsedPast> {
  const local = await localCloudStore(productCollections)
  try {
    for (const collection of productCollections) await local.store.createCollection(collection)
    const random = seededRandom(3)
    for (let from = 0; from < members; from += PUT_AT_ONCE)
      await local.put(
        accounts,
        Array.from({ length: PUT_AT_ONCE }, (_, nth) => buyer(from + nth, random)),
      )
    const programme = new Programme({ store: local.store, at: '2026-04-02T10:00:00+08:00' })
    const rules = [{ when: 'order_paid', effects: [{ code: 'points_multiplied', rateBps: 20_000 }] }]
    const times = { fromMs: programme.nowMs, untilMs: programme.nowMs + 30 * DAY_MS }
    const limits = { perMember: { points: 3_000 }, perMemberDay: { points: 200 }, budget: { points: 5_000_000 } }
    await local.put(campaignDrafts, [{ _id: 'spring', title: '春季双倍', kind: 'rules', rules, ...times, ...limits }])
    const asked = { campaignId: 'spring', from: '2026-01-01', to: '2026-03-31', source: 'draft' } as const
    const work = workOn(programme)
    const before = process.memoryUsage().heapUsed
    let rehearsal: Rehearsal | null = (await askRehearsal(work, asked, commandOn(programme, 'bench'))) as Rehearsal
    const slices: number[] = []
    const cpus: number[] = []
    let most = before
    while (rehearsal && rehearsal.openSinceMs !== null) {
      const beganMs = performance.now()
      const cpu = process.cpuUsage()
      rehearsal = await nextSlice(workOn(programme), rehearsal)
      slices.push(performance.now() - beganMs)
      const { user, system } = process.cpuUsage(cpu)
      cpus.push((user + system) / 1_000)
      most = Math.max(most, process.memoryUsage().heapUsed)
      progress(slices.length)
    }
    if (rehearsal?.state !== 'done') throw new Error(`the rehearsal is ${rehearsal?.state}: ${rehearsal?.trouble}`)
    return {
      events: rehearsal.events,
      awards: rehearsal.tally.days.reduce((sum, { awards }) => sum + awards, 0),
      sliceMs: spreadOf(slices),
      sliceCpuMs: spreadOf(cpus),
      slices: slices.length,
      totalMs: slices.reduce((sum, ms) => sum + ms, 0),
      heldMb: Math.round((most - before) / 1_048_576),
    }
  } finally {
    await local.close()
  }
}
