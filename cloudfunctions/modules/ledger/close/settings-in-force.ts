import type { Work } from '../../../platform/context'
import { PROGRAMME } from '../../../platform/context'
import { isGenuine, type PublishedVersion, published } from '../../../platform/published'
import { readSettings, type SettingsOf } from '../../../platform/settings'
import { closeSettings } from './settings'

const VERSIONS_PER_READ = 20

/** The version of the settings in force just before a moment, however long ago; null while none was published. */
export async function settingsVersionBefore(work: Work, beforeMs: number): Promise<PublishedVersion | null> {
  let cursor: string | undefined
  do {
    const page = await work.store.find(published, {
      index: 'byDocument',
      equals: { kind: PROGRAMME.kind, id: PROGRAMME.id },
      order: 'descending',
      limit: VERSIONS_PER_READ,
      ...(cursor === undefined ? {} : { cursor }),
    })
    // The first version counts from the beginning, as it does for whoever awards by it.
    const found = page.items.find(
      (version) => isGenuine(version) && (version.version === 1 || version.inForceFromMs < beforeMs),
    )
    if (found) return found
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return null
}

export async function settingsBefore(
  work: Work,
  beforeMs: number,
): Promise<SettingsOf<typeof closeSettings> & { readonly version: number }> {
  const inForce = await settingsVersionBefore(work, beforeMs)
  return { ...readSettings(closeSettings, inForce?.body ?? {}).values, version: inForce?.version ?? 0 }
}
