import { settingsDrafts } from '../../platform/collections'
import { PROGRAMME, type Work } from '../../platform/context'
import { isGenuine, published } from '../../platform/published'
import { type Collection, CollectionMissing, collections, type Document, type Index } from '../../platform/store'
import { settingsProblems } from './settings-problems'

export interface Ailment {
  readonly where: string
  readonly path?: string
  readonly text: string
}

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

async function inspectSettings(work: Work): Promise<readonly Ailment[]> {
  const draft = await work.store.get(settingsDrafts, PROGRAMME.id)
  if (!draft) return [{ where: 'settings', path: PROGRAMME.id, text: '没有设置文档，请先执行 ops.init' }]
  const problems = settingsProblems(work, draft).map((problem) => ({
    where: 'settings',
    path: `${PROGRAMME.id}.${problem.path}`,
    text: `设置有误：${problem.message}`,
  }))
  const versions = await work.store.find(published, {
    index: 'byDocument',
    equals: PROGRAMME,
    order: 'descending',
    limit: 20,
  })
  const edited = versions.items
    .filter((version) => !isGenuine(version))
    .map((version) => ({ where: 'published', path: version._id, text: '已发布的版本被改动过，不再使用' }))
  const none = versions.items.length === 0 ? [{ where: 'published', text: '设置还没有发布，请执行 ops.init' }] : []
  return [...problems, ...edited, ...none]
}

/** All that is missing or wrong, as far as a function can see. */
export async function diagnose(work: Work): Promise<readonly Ailment[]> {
  const ailments: Ailment[] = []
  for (const collection of work.registry.all(collections)) {
    if (!(await isThere(work, collection))) {
      ailments.push({ where: collection.name, text: '集合不存在，请执行 ops.init' })
      continue
    }
    for (const index of collection.indexes.filter(({ unique }) => unique)) {
      if (await isUniqueKept(work, collection, index)) continue
      const text = `缺少唯一索引 ${index.name}（${index.fields.join('、')}），请在控制台添加`
      ailments.push({ where: collection.name, path: index.name, text })
    }
  }
  const canReadSettings = !ailments.some(({ where }) => where === settingsDrafts.name || where === published.name)
  return canReadSettings ? [...ailments, ...(await inspectSettings(work))] : ailments
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
