import type { Work } from '../../../platform/context'
import { PROGRAMME } from '../../../platform/context'
import { isGenuine, type PublishedVersion, published } from '../../../platform/published'
import { readSettings, type SettingsOf } from '../../../platform/settings'
import { everyFound } from '../../../platform/store'
import { closeSettings } from './settings'

const VERSIONS_PER_READ = 20

/** Which version of the settings was in force just before a moment; null while none was published. */
export type SettingsThen = (beforeMs: number) => PublishedVersion | null

/** What is known of the settings at every moment since one, however long ago: mostly one read. */
export async function settingsSince(work: Work, sinceMs: number): Promise<SettingsThen> {
  const versions: PublishedVersion[] = []
  // The first version counts from the beginning, as it does for whoever awards by it.
  const isInForce = (version: PublishedVersion, beforeMs: number) =>
    version.version === 1 || version.inForceFromMs < beforeMs
  const newestFirst = {
    index: 'byDocument',
    equals: { kind: PROGRAMME.kind, id: PROGRAMME.id },
    order: 'descending',
    limit: VERSIONS_PER_READ,
  } as const
  for await (const version of everyFound(work.store, published, newestFirst)) {
    if (!isGenuine(version)) continue
    versions.push(version)
    if (isInForce(version, sinceMs)) break
  }
  return (beforeMs) => versions.find((version) => isInForce(version, beforeMs)) ?? null
}

/** The version of the settings in force just before a moment. */
export async function settingsVersionBefore(work: Work, beforeMs: number): Promise<PublishedVersion | null> {
  return (await settingsSince(work, beforeMs))(beforeMs)
}

export async function settingsBefore(
  work: Work,
  beforeMs: number,
): Promise<SettingsOf<typeof closeSettings> & { readonly version: number }> {
  const inForce = await settingsVersionBefore(work, beforeMs)
  return { ...readSettings(closeSettings, inForce?.body ?? {}).values, version: inForce?.version ?? 0 }
}
