import { probes } from '../../../platform/collections'
import { CollectionMissing, defineCollection } from '../../../platform/store'
import { atMostTen, type Bench, errorText, type Question } from './bench'

const duplicate: Question = {
  item: 'duplicate',
  expected: '第二次写入同一个 _id 被拒绝，错误里有 E11000 或 DATABASE_DUPLICATE_WRITE',
  ifNot: '不要上线：把 found 里的错误文字发给开发者，加进 cloudfunctions/adapters/wechat/wechat-store.ts',
  async ask(bench) {
    const _id = await bench.add({ part: 'duplicate' })
    bench.calls += 1
    const outcome = await bench.store.insert(probes, { _id }).catch(errorText)
    const said = await bench.add({ part: 'duplicate' }, _id).then(() => '没有被拒绝', errorText)
    return { found: said, ok: outcome === 'exists' }
  },
}

const neverMade = defineCollection({ name: 'probe_never_made' })

const missingCollection: Question = {
  item: 'missing-collection',
  expected: '查询不存在的集合，错误码是 -502005',
  ifNot: '初始化可能失败：请先在控制台手工建好全部集合，再把 found 发给开发者',
  async ask(bench) {
    const isKnown = await bench.store.get(neverMade, 'x').then(
      () => false,
      (error) => error instanceof CollectionMissing,
    )
    const document = bench.database.collection(neverMade.name).doc('x')
    const said = await bench.call(() => document.get()).then(() => '没有报错', errorText)
    bench.calls += 1
    return { found: said, ok: isKnown }
  },
}

const ROWS = 101

const defaultRows: Question = {
  item: 'default-rows',
  expected: '不写 limit 时，查询返回 100 条、聚合返回 20 条；写了 limit(1000) 就全部返回',
  ifNot: '写了 limit 仍不全部返回时不要上线；只是默认值不同则不影响使用，请告诉开发者',
  async ask(bench) {
    await atMostTen(ROWS, () => bench.add({ part: 'row' }))
    const rows = { run: bench.run, part: 'row' }
    const pipeline = () => bench.database.collection(probes.name).aggregate().match(rows)
    const listOf = async (request: () => unknown) => (await bench.call<{ list: unknown[] }>(request)).list.length
    const queried = (await bench.rows(bench.where(rows))).length
    const queriedAll = (await bench.rows(bench.where(rows).limit(1_000))).length
    const aggregated = await listOf(() => pipeline().end())
    const aggregatedAll = await listOf(() => pipeline().limit(1_000).end())
    return {
      found: `查询 ${queried} 条，聚合 ${aggregated} 条；写了 limit 后 ${queriedAll} 条和 ${aggregatedAll} 条（共 ${ROWS} 条）`,
      ok: queried === 100 && aggregated === 20 && queriedAll === ROWS && aggregatedAll === ROWS,
    }
  },
}

const KB = 1024
const SIZES_KB = [64, 256, KB, 4 * KB, 8 * KB]
const NEEDED_KB = 256

/** Writes documents of growing size until one is refused. */
async function largestKb(bench: Bench): Promise<{ largest: number; refusal: string }> {
  let largest = 0
  for (const size of SIZES_KB) {
    try {
      const _id = await bench.add({ text: 'x'.repeat(size * KB) })
      await bench.remove({ _id })
      largest = size
    } catch (error) {
      return { largest, refusal: `；${size} KB 被拒绝：${errorText(error)}` }
    }
  }
  return { largest, refusal: '（没有再试更大的）' }
}

const documentSize: Question = {
  item: 'document-size',
  expected: `一个文档至少可以有 ${NEEDED_KB} KB（账户和账页都在此之内）`,
  ifNot: '不要上线：请联系开发者缩短账户里保留的分录',
  async ask(bench) {
    const { largest, refusal } = await largestKb(bench)
    return { found: `${largest} KB 可以写入${refusal}`, ok: largest >= NEEDED_KB }
  },
}

/** What the database says, and how much it takes and gives. */
export const answers: readonly Question[] = [duplicate, missingCollection, defaultRows, documentSize]
