import { settingsDrafts } from '../../../platform/collections'
import { PROGRAMME, type Work } from '../../../platform/context'
import { isGenuine, type PublishedVersion, published } from '../../../platform/published'
import { type Publishable, publishables } from '../../../platform/publishing'
import { everyDocument } from '../../../platform/store'
import type { Ailment } from '../ailment'
import { changesOf, type Draft, draftOf, frozenBody } from './drafts'

/** A draft that says something else than what is in force. */
export interface Unpublished {
  readonly kind: string
  readonly id: string
  readonly text: string
}

const PATHS_NAMED = 5

const nameOf = ({ kind, id }: { kind: string; id: string }) => `${kind}|${id}`

/** The newest genuine version of every document, and the versions that a hand has edited. */
async function inspectPublished(work: Work) {
  const newest = new Map<string, PublishedVersion>()
  const edited: Ailment[] = []
  for await (const version of everyDocument(work.store, published)) {
    if (!isGenuine(version)) {
      edited.push({ where: published.name, path: version._id, text: '已发布的版本被改动过，不再使用' })
      continue
    }
    const known = newest.get(nameOf(version))
    if (!known || known.version < version.version) newest.set(nameOf(version), version)
  }
  return { newest, edited }
}

function differenceOf(work: Work, kind: Publishable, draft: Draft, newest: PublishedVersion | undefined) {
  if (!newest) return '草稿还没有发布过'
  if (newest.isRetired) return '已经停用；要恢复就再发布一次'
  const changes = changesOf(newest, frozenBody(work, kind, draft))
  if (changes.length === 0) return null
  const paths = changes.slice(0, PATHS_NAMED).map(({ path }) => path)
  const more = changes.length > PATHS_NAMED ? ' 等' : ''
  return `草稿改了 ${changes.length} 处（${paths.join('、')}${more}），还没有发布`
}

/** One kind's drafts: what is wrong in them, and which say something else than what is in force. */
async function inspectKind(work: Work, kind: Publishable, newest: ReadonlyMap<string, PublishedVersion>) {
  const ailments: Ailment[] = []
  const unpublished: Unpublished[] = []
  const drafted = new Set<string>()
  for await (const document of everyDocument(work.store, kind.drafts)) {
    const { _id: id } = document
    drafted.add(id)
    const problems = await kind.problems(work, draftOf(document))
    const where = kind.drafts.name
    ailments.push(
      ...problems.map(({ path, message }) => ({
        where,
        path: path === '' ? id : `${id}.${path}`,
        text: `${kind.title}有误：${message}`,
      })),
    )
    const text =
      problems.length > 0
        ? null
        : differenceOf(work, kind, draftOf(document), newest.get(nameOf({ kind: kind.kind, id })))
    if (text) unpublished.push({ kind: kind.kind, id, text })
  }
  const orphans = [...newest.values()].filter(
    (version) => version.kind === kind.kind && !version.isRetired && !drafted.has(version.id),
  )
  const text = '草稿已经删掉，发布过的还在执行；要停用请执行 ops.retire'
  return { ailments, unpublished: [...unpublished, ...orphans.map(({ id }) => ({ kind: kind.kind, id, text }))] }
}

/** What only `ops.init` makes: nothing counts before it. */
async function missingSettings(work: Work, newest: ReadonlyMap<string, PublishedVersion>): Promise<readonly Ailment[]> {
  const isDrafted = (await work.store.get(settingsDrafts, PROGRAMME.id)) !== null
  return [
    ...(isDrafted ? [] : [{ where: settingsDrafts.name, path: PROGRAMME.id, text: '没有设置文档，请先执行 ops.init' }]),
    ...(newest.has(nameOf(PROGRAMME)) ? [] : [{ where: published.name, text: '设置还没有发布，请执行 ops.init' }]),
  ]
}

/** All that is wrong with drafts and with published versions, and what waits to be published. */
export async function inspectPublishing(
  work: Work,
): Promise<{ readonly ailments: readonly Ailment[]; readonly unpublished: readonly Unpublished[] }> {
  const { newest, edited } = await inspectPublished(work)
  const ailments = [...(await missingSettings(work, newest)), ...edited]
  const unpublished: Unpublished[] = []
  for (const kind of work.registry.all(publishables)) {
    const found = await inspectKind(work, kind, newest)
    ailments.push(...found.ailments)
    unpublished.push(...found.unpublished)
  }
  return { ailments, unpublished }
}
