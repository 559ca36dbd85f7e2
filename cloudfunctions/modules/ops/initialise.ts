import { Refusal } from '../../kernel/refusal'
import { settingsDrafts } from '../../platform/collections'
import { type Command, PROGRAMME, type Work } from '../../platform/context'
import { ensureDocument, untilSettled } from '../../platform/guarded-store'
import { defaultSettings, settingsFragments } from '../../platform/settings'
import { collections } from '../../platform/store'
import { publishDraft } from './publishing/publish'

type Wrong = 'invalid_document' | 'key_reused_with_other_input'

/** Publishes the settings' first version, unless there is one. Whoever else does so meanwhile has done it for us. */
async function publishFirst(work: Work & { command: Command }): Promise<number | Refusal<Wrong>> {
  const inForce = await work.published.inForce(work.store, PROGRAMME.kind, PROGRAMME.id, work.nowMs)
  if (inForce) return inForce.version
  const asked = { ...PROGRAMME, operator: 'ops.init', command: work.command, isDryRun: false }
  const told = await publishDraft(work, asked)
  if (!(told instanceof Refusal)) return told.version
  const { code } = told
  if (code === 'invalid_document' || code === 'key_reused_with_other_input') return new Refusal(code, told.params)
  if (code !== 'published_by_another') throw new Error(`the settings that were just written: ${code}`)
  return Number(told.params.version)
}

/** Makes what is missing and publishes the first version of the settings. Again, it changes nothing. */
export async function initialise(
  work: Work & { command: Command },
): Promise<{ collections: string[]; settingsVersion: number } | Refusal<Wrong>> {
  const declared = work.registry.all(collections)
  for (const collection of declared) {
    await untilSettled(work, async () => ({ value: await work.store.createCollection(collection) }))
  }
  const seed = { _id: PROGRAMME.id, schema: 1, ...defaultSettings(work.registry.all(settingsFragments)) }
  await ensureDocument(work, settingsDrafts, seed)
  const settingsVersion = await publishFirst(work)
  if (settingsVersion instanceof Refusal) return settingsVersion
  return { collections: declared.map(({ name }) => name), settingsVersion }
}
