import type { Json } from '../../kernel/canonical-json'
import { type Refusal, refuse } from '../../kernel/refusal'
import { settingsDrafts } from '../../platform/collections'
import { PROGRAMME, type Work } from '../../platform/context'
import { ensureDocument, untilSettled } from '../../platform/guarded-store'
import { publishVersion } from '../../platform/published'
import { defaultSettings, settingsFragments } from '../../platform/settings'
import { collections } from '../../platform/store'
import { settingsProblems } from './settings-problems'

/** Makes what is missing and publishes the first version of the settings. Again, it changes nothing. */
export async function initialise(
  work: Work,
): Promise<{ collections: string[]; settingsVersion: number } | Refusal<'invalid_document'>> {
  const declared = work.registry.all(collections)
  for (const collection of declared) {
    await untilSettled(work, async () => ({ value: await work.store.createCollection(collection) }))
  }
  const seed = { _id: PROGRAMME.id, schema: 1, ...defaultSettings(work.registry.all(settingsFragments)) }
  const draft = await ensureDocument(work, settingsDrafts, seed)
  const names = declared.map(({ name }) => name)
  const inForce = await work.published.inForce(work.store, PROGRAMME.kind, PROGRAMME.id, work.nowMs)
  if (inForce) return { collections: names, settingsVersion: inForce.version }
  const [problem] = settingsProblems(work, draft ?? seed)
  if (problem)
    return refuse('invalid_document', { path: `settings.programme.${problem.path}`, message: problem.message })
  const { _id, schema, ...body } = draft ?? seed
  await untilSettled(work, async () => ({
    value: await publishVersion(work.store, {
      ...PROGRAMME,
      after: 0,
      body: body as Record<string, Json>,
      nowMs: work.nowMs,
    }),
  }))
  work.published.forget(PROGRAMME.kind, PROGRAMME.id)
  return { collections: names, settingsVersion: 1 }
}
