import { canonicalJson, type Json } from '../../../kernel/canonical-json'
import { probes } from '../../../platform/collections'
import type { Collection, Document } from '../../../platform/store'
import type { Bench, Fields, Question } from './bench'

const values: Question = {
  item: 'values',
  expected: '数字、毫秒时间、2^53-1、负数、空数组、空对象、嵌套、中文与表情写入后读出完全一样',
  ifNot: '不要上线：账本对内容做哈希，差一点都会报错，请把 found 发给开发者',
  async ask(bench) {
    const sent: Fields = {
      whole: 10,
      atMs: 1_767_225_600_000,
      largest: Number.MAX_SAFE_INTEGER,
      negative: -5,
      zero: 0,
      yes: true,
      none: null,
      text: '福点 "\\\n 𠮷 🍵',
      emptyList: [],
      emptyMap: {},
      nested: [{ a: [1, [2, { b: {} }]] }],
    }
    const stored = (await bench.get(await bench.add(sent))) ?? {}
    const wrong = Object.keys(sent).filter((name) => {
      try {
        return canonicalJson(stored[name] as Json) !== canonicalJson(sent[name] as Json)
      } catch {
        return true
      }
    })
    const shown = wrong.map((name) => `${name} 变成了 ${JSON.stringify(stored[name])}`).join('；')
    return { found: wrong.length === 0 ? '完全一样' : shown.slice(0, 500), ok: wrong.length === 0 }
  },
}

const wholeObjects: Question = {
  item: 'whole-objects',
  expected: '用 _.set() 写入的对象整个替换原来的，带点的键和空对象原样保留；_.push() 按顺序追加',
  ifNot: '不要上线：更新会合并或丢掉字段，请把 found 发给开发者',
  async ask(bench) {
    const _id = await bench.add({ map: { old: { n: 1 } }, list: [1] })
    const map = { 'rd|x.y': {}, 'check-in': { runs: [] } }
    await bench.updateOne({ _id }, { map: bench.command.set(map), list: bench.command.push([2, 3]) })
    const after = await bench.get(_id)
    const found = JSON.stringify({ map: after?.map, list: after?.list })
    return { found, ok: found === JSON.stringify({ map, list: [1, 2, 3] }) }
  },
}

const predicates: Question = {
  item: 'predicates',
  expected: '可以按数组里的一个元素、数组的第几项、嵌套的键来查：各找到 1 个',
  ifNot: '按数组元素查不到时不要上线（旧请求的去重靠它）；其余两项目前没有功能用到，请告诉开发者',
  async ask(bench) {
    await bench.add({ part: 'query', keys: ['k1', 'k2'], list: [{ n: 7 }, { n: 8 }], map: { 'check-in': { n: 9 } } })
    await bench.add({ part: 'query', keys: ['k3'], list: [{ n: 8 }, { n: 7 }], map: { 'check-in': { n: 8 } } })
    const found = async (condition: Fields) => bench.count({ run: bench.run, part: 'query', ...condition })
    const element = await found({ keys: 'k2' })
    const position = await found({ 'list.0.n': 7 })
    const nested = await found({ 'map.check-in.n': 9 })
    return {
      found: `数组元素 ${element} 个，第几项 ${position} 个，嵌套的键 ${nested} 个`,
      ok: element === 1 && position === 1 && nested === 1,
    }
  },
}

/** Null and missing ranks first, then equal ones: all that a page boundary may fall between. */
const RANKS: readonly (number | null | undefined)[] = [undefined, null, 0, 5, 5, 5, 9]

/** With an index to page by. For a handful of documents it need not exist, so that nobody is asked to make it. */
const ranked: Collection<Document & { readonly rank?: number | null }> = {
  ...probes,
  indexes: [{ name: 'byRank', fields: ['run', 'rank'] }],
}

async function pagedRanks(bench: Bench, order: 'ascending' | 'descending'): Promise<string> {
  const ranks: unknown[] = []
  const ids = new Set<string>()
  let cursor: string | undefined
  do {
    bench.calls += 1
    const page = await bench.store.find(ranked, {
      index: 'byRank',
      equals: { run: `${bench.run}-paged` },
      order,
      limit: 2,
      ...(cursor === undefined ? {} : { cursor }),
    })
    for (const { _id, rank } of page.items) {
      ids.add(_id)
      ranks.push(rank ?? null)
    }
    cursor = page.next ?? undefined
    // A cursor that does not move on would never end.
  } while (cursor !== undefined && ranks.length <= RANKS.length)
  return `${ids.size} 个 ${JSON.stringify(ranks)}`
}

const paging: Question = {
  item: 'paging',
  expected: '缺失和 null 排在数字前面且互相等同；按游标翻页，正序倒序都不重不漏；范围查询不含 null',
  ifNot: '不要上线：后台任务和列表会漏掉文档，请把 found 发给开发者',
  async ask(bench) {
    for (const rank of RANKS) {
      const fields = { _id: bench.nextId(), run: `${bench.run}-paged`, startedAtMs: bench.startedAtMs }
      const data = rank === undefined ? fields : { ...fields, rank }
      await bench.call(() => bench.database.collection(probes.name).add({ data }))
    }
    const up = await pagedRanks(bench, 'ascending')
    const down = await pagedRanks(bench, 'descending')
    const run = `${bench.run}-paged`
    const empty = await bench.count({ run, rank: null })
    const inRange = await bench.count({ run, rank: bench.command.gte(0) })
    await bench.remove({ run })
    const sorted = RANKS.map((rank) => rank ?? null)
    const isRight =
      up === `7 个 ${JSON.stringify(sorted)}` &&
      down === `7 个 ${JSON.stringify([...sorted].reverse())}` &&
      empty === 2 &&
      inRange === 5
    return { found: `正序 ${up}；倒序 ${down}；等于 null ${empty} 个；大于等于 0 ${inRange} 个`, ok: isRight }
  },
}

/** How documents are written, found and given back. */
export const shapes: readonly Question[] = [values, wholeObjects, predicates, paging]
