import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { dist, root } from '../../config/paths'
import { closeOfMany } from './close-of-many'
import { costTable, summed } from './growth'
import { runHistories } from './histories'
import { hotReward } from './hot-reward'
import { operations } from './operations'
import { rehearsalOfMany } from './rehearsal-of-many'
import { designs } from './rivals'
import type { Spread } from './rounds'
import { atOnePhase, ORDINARY, type Past, Shop } from './shop'
import { cpuInMemory, designsSideBySide, growthInTime, ratesOnLocalCloud } from './speed'

const ROUNDS = 21
const HISTORIES = 10_000

const two = (value: number) => value.toFixed(2)
const shown = ({ median, least, most }: Spread) => `${two(median)} (${two(least)} to ${two(most)})`

function say(title: string, columns: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  console.log(`\n${title}\n\n| ${columns.join(' | ')} |\n|${' --- |'.repeat(columns.length)}`)
  for (const row of rows) console.log(`| ${row.join(' | ')} |`)
}

/** Calls and bytes of a change in the middle of a tail, and the mean of 32 with their page flush. */
async function costs() {
  const table = await costTable({}, 32, { isAnewForEach: true })
  const rows = operations.map(({ name, goal, documents }) => {
    const each = table[name] ?? []
    const calls = each.map(({ reads, writes }) => reads + writes)
    const mean = summed(each)
    return {
      name,
      goal,
      documents,
      calls: calls[Math.floor(calls.length / 2)] ?? 0,
      mostCalls: Math.max(...calls),
      meanCalls: (mean.reads + mean.writes) / each.length,
      bytesRead: Math.round(mean.bytesRead / each.length),
      bytesWritten: Math.round(mean.bytesWritten / each.length),
    }
  })
  say(
    'Calls and bytes, counted; means over 32 with one page flush',
    ['operation', 'goal', 'calls', 'most', 'mean', 'documents that must change', 'bytes read', 'bytes written'],
    rows.map((row) => [
      row.name,
      row.goal,
      row.calls,
      row.mostCalls,
      two(row.meanCalls),
      row.documents,
      row.bytesRead,
      row.bytesWritten,
    ]),
  )
  return rows
}

async function speed() {
  const { rates, documentBytes } = await ratesOnLocalCloud(ROUNDS)
  const cpu = await cpuInMemory(ROUNDS)
  say(
    `Through the SDK on local-cloud, 8 callers; documents of ${documentBytes} bytes; processor time on the memory store`,
    [
      'operation',
      'a second',
      'of bare conditional updates',
      'by CPU',
      'of the same bare reads and updates',
      'by CPU',
      'µs in memory',
    ],
    rates.map(({ name, perSecond, ofUpdates, ofUpdatesInCpu, ofSameCalls, ofSameCallsInCpu }) => [
      name,
      Math.round(perSecond),
      shown(ofUpdates),
      shown(ofUpdatesInCpu),
      shown(ofSameCalls),
      shown(ofSameCallsInCpu),
      Math.round(cpu.find((row) => row.name === name)?.cpuMicros ?? 0),
    ]),
  )
  return { rates, documentBytes, cpu }
}

async function sideBySide() {
  const timed = []
  for (const [history, isOnLocalCloud] of [
    [100, false],
    [1_000, false],
    [10_000, false],
    [100, true],
    [1_000, true],
  ] as const) {
    const rows = await designsSideBySide(atOnePhase(history), 5, isOnLocalCloud)
    timed.push(...rows.map((row) => ({ ...row, store: isOnLocalCloud ? 'local-cloud' : 'memory' })))
  }
  say(
    'Designs: time of one change of points',
    ['design', 'store', 'history', 'ms', 'as fast is ours'],
    timed.map(({ name, store, history, msEach, speedOfOurs }) => [
      name,
      store,
      history,
      msEach.toFixed(3),
      shown(speedOfOurs),
    ]),
  )
  const anomalies = []
  for (const isFaulty of [false, true])
    for (const design of designs)
      anomalies.push({ design: design.name, isFaulty, ...(await runHistories(design, HISTORIES, isFaulty)) })
  say(
    `Designs: histories with an anomaly, of ${HISTORIES}`,
    ['design', 'faults', 'lost', 'doubled', 'negative', 'balance and journal apart', 'unanswered'],
    anomalies.map((row) => [
      row.design,
      row.isFaulty ? 'on' : 'off',
      row.lost,
      row.doubled,
      row.negative,
      row.apart,
      row.unanswered,
    ]),
  )
  return { timed, anomalies }
}

async function shopWith(past: Partial<Past>, aged: number, members = aged): Promise<Shop> {
  const shop = await Shop.open()
  await shop.addMembers(0, aged, { ...ORDINARY, ...past })
  await shop.addMembers(aged, members, { ...ORDINARY, history: 1 })
  return shop
}

/** Calls and bytes of 32 changes, with their page flush, after a hundred entries and after a hundred thousand. */
async function assertFlat(history: number): Promise<void> {
  const sums = async (past: Partial<Past>) =>
    Object.entries(await costTable(past, 32)).map(([name, costs]) => ({ name, ...summed(costs) }))
  const [short, long] = [JSON.stringify(await sums({})), JSON.stringify(await sums({ history }))]
  if (short !== long) throw new Error(`after ${history} entries it costs ${long} and not ${short}`)
  console.log(`\nCalls and bytes after ${history} entries are those after ${ORDINARY.history}, to the byte.`)
}

async function growth() {
  const of = (members: number, names: readonly number[], shop: (size: number) => Promise<Shop>) =>
    names.map((size) => ({ name: String(size), members, shop: () => shop(size) }))
  const kinds = {
    // One member: a hundred thousand entries of four would be a gigabyte.
    history: of(1, [100, 1_000, 10_000, 100_000].map(atOnePhase), (history) => shopWith({ history }, 1)),
    members: of(4, [1_000, 10_000, 100_000], (members) => shopWith({}, 4, members)),
    lots: of(4, [1, 8, 31], (lots) => shopWith({ lots }, 4)),
    limits: of(4, [0, 16, 64], (limits) => shopWith({ limits }, 4)),
  }
  await assertFlat(atOnePhase(100_000))
  const grown = []
  for (const [kind, sizes] of Object.entries(kinds)) {
    for (const row of await growthInTime(7, sizes)) grown.push({ kind, ...row })
  }
  say(
    'Growth: time of a check-in in memory as one thing grows (calls and bytes: growth.test.ts)',
    ['what grows', 'to', 'ms', 'times as long as the least'],
    grown.map(({ kind, name, msEach, timesAsLong }) => [kind, name, msEach.toFixed(3), shown(timesAsLong)]),
  )
  return grown
}

async function hot() {
  const rows = []
  for (const stock of [1_000, 300]) rows.push(await hotReward(1_000, stock))
  say(
    'One hot reward, callers at one moment, 8 ms a call',
    ['callers', 'stock', 'had one', 'p50 in calls', 'p99 in calls', 'p99 of "sold out"', 'calls for each success'],
    rows.map((row) => [
      row.callers,
      row.stock,
      row.had,
      row.p50,
      row.p99,
      row.soldOutP99 ?? '',
      two(row.callsPerSuccess),
    ]),
  )
  return rows
}

/** A night's close of a hundred thousand accounts: some minutes and four gigabytes of disk, so only when it is asked for. */
async function close() {
  const closed = await closeOfMany(100_000, (steps) => process.stdout.write(`\r${steps} steps`))
  const seconds = (ms: number) => (ms / 1_000).toFixed(1)
  say(
    'The close of a day, on local-cloud through the SDK, all in this process',
    ['accounts', 'entries of the day', 'slices', 'seconds each', 'the longest', 'in all', 'CPU seconds'],
    [
      [
        closed.accounts,
        closed.entries,
        closed.slices,
        seconds(closed.stepMs.median),
        seconds(closed.stepMs.most),
        seconds(closed.totalMs),
        seconds(closed.cpuMs),
      ],
    ],
  )
  return closed
}

/** A draft replayed over a hundred thousand purchases. */
async function rehearsal() {
  const rehearsed = await rehearsalOfMany(2_000, (slices) => process.stdout.write(`\r${slices} slices`))
  const seconds = (ms: number) => (ms / 1_000).toFixed(1)
  say(
    'A rehearsal, on local-cloud through the SDK, all in this process',
    [
      'events',
      'awards',
      'slices',
      'seconds each',
      'the longest',
      'CPU seconds each',
      'the longest',
      'in all',
      'MB held',
    ],
    [
      [
        rehearsed.events,
        rehearsed.awards,
        rehearsed.slices,
        seconds(rehearsed.sliceMs.median),
        seconds(rehearsed.sliceMs.most),
        seconds(rehearsed.sliceCpuMs.median),
        seconds(rehearsed.sliceCpuMs.most),
        seconds(rehearsed.totalMs),
        rehearsed.heldMb,
      ],
    ],
  )
  return rehearsed
}

const parts = { costs, hot, speed, sideBySide, growth, close, rehearsal }
const ONLY_WHEN_ASKED = new Set(['close', 'rehearsal'])

async function main(): Promise<void> {
  const wanted = process.argv.slice(2)
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim()
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()}), Node ${process.version}, load ${two(loadavg()[0] ?? 0)}`
  console.log(`${machine}, commit ${commit}, ${new Date().toISOString()}`)
  const results: Record<string, unknown> = { machine, commit }
  for (const [name, part] of Object.entries(parts)) {
    if (wanted.length === 0 ? !ONLY_WHEN_ASKED.has(name) : wanted.includes(name)) results[name] = await part()
  }
  mkdirSync(dist, { recursive: true })
  writeFileSync(join(dist, 'bench.json'), `${JSON.stringify(results, null, 2)}\n`)
  console.log('\ndist/bench.json')
}

void main()
