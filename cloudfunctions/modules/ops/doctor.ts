import type { Work } from '../../platform/context'
import { type Collection, CollectionMissing, collections, type Document, type Index } from '../../platform/store'
import { rewardAilments } from '../rewards'
import { staffProblems } from '../staff'
import type { Ailment } from './ailment'
import { inspectPublishing, type Unpublished } from './publishing/inspect'

/** Documents that only the doctor writes, and removes again. */
const PROBE_IDS = ['doctor-probe-1', 'doctor-probe-2'] as const

async function isThere(work: Work, collection: Collection): Promise<boolean> {
  try {
    await work.store.get(collection, PROBE_IDS[0])
    return true
  } catch (error) {
    if (error instanceof CollectionMissing) return false
    throw error
  }
}

/** Whether the database itself refuses a second document with the same values: a function cannot list indexes. */
async function isUniqueKept(work: Work, collection: Collection, index: Index): Promise<boolean> {
  const values = Object.fromEntries(index.fields.map((field) => [field, 'doctor-probe']))
  const remove = async () => {
    for (const id of PROBE_IDS) await work.store.remove(collection, id)
  }
  await remove()
  try {
    await work.store.insert(collection, { _id: PROBE_IDS[0], ...values } as Document)
    return (await work.store.insert(collection, { _id: PROBE_IDS[1], ...values } as Document)) === 'exists'
  } finally {
    await remove()
  }
}

export interface Diagnosis {
  readonly findings: readonly Ailment[]
  readonly unpublished: readonly Unpublished[]
}

/** All that is missing or wrong, as far as a function can see. */
export async function diagnose(work: Work): Promise<Diagnosis> {
  const findings: Ailment[] = []
  let isMissingAny = false
  for (const collection of work.registry.all(collections)) {
    if (!(await isThere(work, collection))) {
      isMissingAny = true
      findings.push({ where: collection.name, text: '集合不存在，请执行 ops.init' })
      continue
    }
    for (const index of collection.indexes.filter(({ unique }) => unique)) {
      if (await isUniqueKept(work, collection, index)) continue
      const text = `缺少唯一索引 ${index.name}（${index.fields.join('、')}），请在控制台添加`
      findings.push({ where: collection.name, path: index.name, text })
    }
  }
  if (isMissingAny) return { findings, unpublished: [] }
  const { ailments, unpublished } = await inspectPublishing(work)
  const staff = (await staffProblems(work)).map(({ path, message }) => ({
    where: 'staff',
    path,
    text: `店员有误：${message}`,
  }))
  const pools = (await rewardAilments(work)).map((ailment) => ({ where: 'rewards', ...ailment }))
  return { findings: [...findings, ...ailments, ...staff, ...pools], unpublished }
}

/** What only the console shows: declared here for comparison. */
export function inspectedIndexes(work: Work) {
  const declared = work.registry.all(collections)
  return {
    indexes: declared.flatMap((collection) =>
      collection.indexes.map(({ name, fields, unique = false }) => ({
        collection: collection.name,
        name,
        fields: [...fields],
        unique,
      })),
    ),
    rules: declared.map(({ name, rule }) => ({ collection: name, rule: JSON.stringify(rule) })),
  }
}
