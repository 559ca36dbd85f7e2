import { probes } from '../../../platform/collections'
import { atMostTen, type Bench, type Question } from './bench'

const updatesOne: Question = {
  item: 'update-one',
  expected: 'where().update 加 multi: false，条件符合 3 个文档时只改 1 个，并答复 updated = 1',
  ifNot: '不要上线：请联系开发者，改为先查再按 _id 更新（每次多一次调用）',
  async ask(bench) {
    for (let number = 0; number < 3; number += 1) await bench.add({ part: 'one', state: 'free' })
    const updated = await bench.updateOne({ run: bench.run, part: 'one', state: 'free' }, { state: 'claimed' })
    const changed = await bench.count({ run: bench.run, part: 'one', state: 'claimed' })
    return { found: `答复 updated = ${updated}，实际改了 ${changed} 个`, ok: updated === 1 && changed === 1 }
  },
}

const updatesOneInRace: Question = {
  item: 'update-one-race',
  expected: '16 个请求同时抢 8 个文档：答复成功的次数 = 被抢走的文档数，每个成功者恰好 1 个',
  ifNot: '不要上线：库存会超卖或重复领取，请联系开发者',
  async ask(bench) {
    for (let number = 0; number < 8; number += 1) await bench.add({ part: 'race', state: 'free', owner: 0 })
    const told: number[] = []
    await Promise.all(
      Array.from({ length: 16 }, async (_, index) => {
        const owner = index + 1
        const free = { run: bench.run, part: 'race', state: 'free' }
        if ((await bench.updateOne(free, { state: 'claimed', owner })) > 0) told.push(owner)
      }),
    )
    const claimed = await bench.rows(bench.where({ run: bench.run, part: 'race', state: 'claimed' }).limit(20))
    const owners = claimed.map(({ owner }) => Number(owner)).sort((left, right) => left - right)
    const ok = owners.length > 0 && String(owners) === String(told.sort((left, right) => left - right))
    return { found: `成功 ${told.length} 次，被抢走 ${owners.length} 个${ok ? '' : `（${told} / ${owners}）`}`, ok }
  },
}

const WORKERS = 5
const WANTED_UPDATES = 50
const LONGEST_MS = 8_000

/** Reads and updates one document on its version, as the ledger does, until all workers together have succeeded enough. */
async function contend(bench: Bench, _id: string): Promise<{ told: string[]; attempts: number; ms: number }> {
  const startedMs = performance.now()
  const told: string[] = []
  let attempts = 0
  const worker = async (name: number) => {
    while (told.length < WANTED_UPDATES && performance.now() - startedMs < LONGEST_MS) {
      const version = Number((await bench.get(_id))?.version)
      const mark = `${name}-${version}`
      attempts += 1
      const change = { version: version + 1, marks: bench.command.push([mark]) }
      if ((await bench.updateOne({ _id, version }, change)) === 1) told.push(mark)
    }
  }
  await Promise.all(Array.from({ length: WORKERS }, (_, index) => worker(index + 1)))
  return { told, attempts, ms: performance.now() - startedMs }
}

const hotDocument: Question = {
  item: 'hot-document',
  expected: `${WORKERS} 个请求者同时按版本号修改同一个文档：成功次数 = 版本号 = 写入的标记数，一次不多一次不少`,
  ifNot: '不要上线：账本的正确性建立在这一条上，请联系开发者',
  async ask(bench) {
    const _id = await bench.add({ version: 0, marks: [] })
    const { told, attempts, ms } = await contend(bench, _id)
    const { version, marks: written } = (await bench.get(_id)) as { version: number; marks: string[] }
    const marks = [...written].sort()
    const isExact = version === told.length && String(marks) === String(told.sort())
    const rate = ((told.length / ms) * 1_000).toFixed(1)
    return {
      found: `成功 ${told.length} 次，版本号 ${version}，标记 ${marks.length} 个；共试 ${attempts} 次，每秒成功 ${rate} 次`,
      ok: isExact && told.length > 0,
    }
  },
}

const changesNothing: Question = {
  item: 'no-op',
  expected: '更新后内容没有变化时，updated = 0',
  ifNot: '不影响使用（产品的每次更新都会改变内容）；请告诉开发者，让 local-cloud 跟上',
  async ask(bench) {
    const _id = await bench.add({ state: 'same' })
    const updated = await bench.updateOne({ _id }, { state: 'same' })
    return { found: `updated = ${updated}`, ok: updated === 0 }
  },
}

const isolation: Question = {
  item: 'isolation',
  expected: '读到的文档总是某一次完整的更新；收到成功答复之后再读，不会读到更旧的内容',
  ifNot: '不要上线：请联系开发者。读到一半的更新会算错积分；读到旧内容只会让请求多试几次，但要先确认',
  async ask(bench) {
    const _id = await bench.add({ left: 0, right: { value: 0 } })
    const seen = { reads: 0, torn: 0, stale: 0 }
    let acknowledged = 0
    const writer = async () => {
      for (let value = 1; value <= 30; value += 1) {
        await bench.updateOne({ _id }, { left: value, right: bench.command.set({ value }) })
        acknowledged = value
      }
    }
    const reader = async () => {
      while (acknowledged < 30) {
        const atLeast = acknowledged
        const { left, right } = (await bench.get(_id)) as { left: number; right: { value: number } }
        seen.reads += 1
        if (left !== right.value) seen.torn += 1
        if (left < atLeast) seen.stale += 1
      }
    }
    const writing = writer().finally(() => {
      acknowledged = 30
    })
    await Promise.all([writing, reader(), reader()])
    const found = `读 ${seen.reads} 次：不完整 ${seen.torn} 次，过旧 ${seen.stale} 次`
    return { found, ok: seen.torn === 0 && seen.stale === 0 && seen.reads > 0 }
  },
}

const GIVEN_UP_AFTER_MS = [2, 5, 10, 20, 40] as const
const TRIES_EACH = 6
const SETTLED_AFTER_MS = 3_000

/** Writes that are given up after a moment, each to a document of its own; answers which were acknowledged. */
async function writeImpatiently(bench: Bench, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const acknowledged = new Set<string>()
  await atMostTen(ids.length, async (number) => {
    const _id = ids[number - 1] ?? ''
    const database = bench.impatient(GIVEN_UP_AFTER_MS[number % GIVEN_UP_AFTER_MS.length] ?? 2)
    try {
      await bench.call(() =>
        database
          .collection(probes.name)
          .doc(_id)
          .update({ data: { state: 'applied' } }),
      )
      acknowledged.add(_id)
    } catch {
      // Given up: what became of it is the question.
    }
  })
  return acknowledged
}

const lateWrites: Question = {
  item: 'late-write',
  expected:
    '答复成功的写入全部生效。超时的写入可能生效也可能没有（产品一律先读再继续）；这里能证明“超时后仍会生效”，不能证明“不会”',
  ifNot: '不要上线：数据库答复了成功却没有写入，请联系开发者',
  async ask(bench) {
    const ids: string[] = []
    await atMostTen(GIVEN_UP_AFTER_MS.length * TRIES_EACH, async () => {
      ids.push(await bench.add({ part: 'late', state: 'waiting' }))
    })
    const acknowledged = await writeImpatiently(bench, ids)
    const applied = async () => {
      const rows = await bench.rows(bench.where({ run: bench.run, part: 'late', state: 'applied' }).limit(100))
      return new Set(rows.map(({ _id }) => String(_id)))
    }
    const atOnce = await applied()
    await new Promise((resolve) => setTimeout(resolve, SETTLED_AFTER_MS))
    const inTheEnd = await applied()
    const unanswered = ids.filter((id) => !acknowledged.has(id))
    const early = unanswered.filter((id) => atOnce.has(id)).length
    const late = unanswered.filter((id) => inTheEnd.has(id) && !atOnce.has(id)).length
    const missing = [...acknowledged].filter((id) => !inTheEnd.has(id)).length
    return {
      found: `答复成功 ${acknowledged.size} 次，其中没有生效 ${missing} 次；超时 ${unanswered.length} 次：当时已生效 ${early}，${SETTLED_AFTER_MS / 1_000} 秒内才生效 ${late}，没有生效 ${unanswered.length - early - late}`,
      ok: missing === 0,
    }
  },
}

/** What every change of points stands on. */
export const conditionalUpdates: readonly Question[] = [
  updatesOne,
  updatesOneInRace,
  hotDocument,
  isolation,
  lateWrites,
  changesNothing,
]
