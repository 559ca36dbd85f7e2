import { cursors } from './jobs'
import { published } from './published'
import { type Document, defineCollection } from './store'

/** The drafts of settings that operators edit in the console: one document, `programme`. */
export interface SettingsDraft extends Document {
  readonly [name: string]: unknown
}

export const settingsDrafts = defineCollection<SettingsDraft>({ name: 'settings' })

/** Written and emptied again by the probe alone, on a new environment. */
export const probes = defineCollection({ name: 'probe' })

/** Collections that belong to no module. */
export const platformCollections = [settingsDrafts, published, cursors, probes] as const
