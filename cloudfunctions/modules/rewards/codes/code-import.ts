import type { Work } from '../../../platform/context'
import { ensureDocument, untilSettled } from '../../../platform/guarded-store'
import type { ImportKind, RowOrigin, RowProblem } from '../../../platform/importing'
import { rewardInForce } from '../catalogue/in-force'
import { recount } from '../catalogue/put-on-shelf'
import { freeRewardUnit, type RewardUnit, rewardUnits } from '../orders/store'
import { rewardStock } from '../stock-kinds'
import { codeDigest, sealCode } from './sealed-code'

interface CodeRow {
  readonly rewardId: string
  readonly code: string
}

const MOST_LETTERS = 200
const problem = (text: string): RowProblem => ({ problem: text })

/** What is wrong with the reward that a code is for. */
async function problemOf(work: Work, { rewardId }: CodeRow): Promise<RowProblem | null> {
  const reward = await rewardInForce(work, rewardId)
  if (!reward) return problem(`没有编号是“${rewardId}”的商品，或者还没有发布`)
  return reward.own.kind === 'code' ? null : problem(`商品“${rewardId}”不是卡密`)
}

function unitOf(work: Work, { rewardId, code }: CodeRow, { importId, line }: Pick<RowOrigin, 'importId' | 'line'>) {
  const sku = rewardStock.skuOf(rewardId)
  const _id = `${sku}|${codeDigest(work.secrets, rewardId, code)}`
  const unit = { _id, schema: 1, sku, state: 'free', op: _id, member: '', atMs: work.nowMs } as const
  const sealed = sealCode(work.secrets, rewardId, code)
  return { ...freeRewardUnit(unit), reward: rewardId, sealed, import: importId, line }
}

function doubleOf(there: RewardUnit, { importId }: Pick<RowOrigin, 'importId'>): RowProblem {
  return problem(there.import === importId ? `和第 ${there.line} 行重复` : '这个卡密之前已经导入过')
}

/** Puts a code into its pool, once; one that was there before is another's. */
async function carryOut(work: Work, row: CodeRow, origin: RowOrigin): Promise<'done' | RowProblem> {
  const wrong = await problemOf(work, row)
  if (wrong) return wrong
  const wanted = unitOf(work, row, origin)
  return untilSettled<'done' | RowProblem>(work, async () => {
    const there = await ensureDocument(work, rewardUnits, wanted)
    if (!there) throw new Error(`a code of line ${origin.line} could not be written`)
    const isOurs = there.import === origin.importId && there.line === origin.line
    // guard: code-once
    if (there.state !== 'withdrawn') return { value: isOurs ? 'done' : doubleOf(there, origin) }
    if (isOurs) return { value: 'done' }
    // Withdrawn by undoing an import: this one brings it back.
    const set = { state: 'free', import: origin.importId, line: origin.line, atMs: work.nowMs } as const
    // guard: code-withdrawn
    const where = { _id: there._id, state: 'withdrawn', import: there.import } as const
    return (await work.store.update(rewardUnits, where, { set })) ? { value: 'done' } : 'again'
  })
}

const CODES_PER_SLICE = 50

/** Takes a code out of its pool; one that somebody has stays theirs. */
async function withdraw(work: Work, { _id }: RewardUnit): Promise<number> {
  return untilSettled(work, async () => {
    // guard: code-unclaimed
    const isOurs = await work.store.update(rewardUnits, { _id, state: 'free' }, { set: { state: 'withdrawn' } })
    if (isOurs) return { value: 1 }
    const now = await work.store.get(rewardUnits, _id)
    return now?.state === 'free' ? 'again' : { value: now?.state === 'withdrawn' ? 1 : 0 }
  })
}

/** Codes of gift cards and partners. A row is never shown or written down again. */
export const codeImport: ImportKind<CodeRow> = {
  kind: 'codes',
  title: '卡密',
  isSecret: true,
  columns: [
    { field: 'rewardId', headings: ['商品编号', 'rewardId', 'reward'] },
    { field: 'code', headings: ['卡密', '兑换码', 'code'] },
  ],
  async reader() {
    return ({ rewardId = '', code = '' }) => {
      if (!/^[A-Za-z0-9_-]{1,64}$/.test(rewardId)) return problem('商品编号的写法不对')
      if (code === '') return problem('卡密空着')
      const isText = code.length <= MOST_LETTERS && !/\p{Cc}/u.test(code)
      return isText ? { rewardId, code } : problem(`卡密最多 ${MOST_LETTERS} 个字，不能有换行`)
    }
  },
  sumsOf: () => ({}),
  // Of two rows with one code the earlier has it.
  groupOf: ({ rewardId, code }) => `${rewardId}|${code}`,
  async lookUp(work, row) {
    const wrong = await problemOf(work, row)
    if (wrong) return wrong
    const there = await work.store.get(rewardUnits, unitOf(work, row, { importId: '', line: 0 })._id)
    return there && there.state !== 'withdrawn' ? problem('这个卡密之前已经导入过') : null
  },
  carryOut,
  async takeBack(work, importId, position) {
    const page = await work.store.find(rewardUnits, {
      index: 'byImport',
      equals: { import: importId },
      limit: CODES_PER_SLICE,
      ...(position === null ? {} : { cursor: position }),
    })
    const withdrawn = await Promise.all(page.items.map((unit) => withdraw(work, unit)))
    for (const rewardId of new Set(page.items.map(({ reward }) => reward))) await recount(work, rewardId)
    return { count: withdrawn.reduce((sum, one) => sum + one, 0), sums: {}, next: page.next }
  },
}
