import { type Document, defineCollection } from '../../../platform/store'

/** Drafts of stores, as operators write them in the console. */
export const storeDrafts = defineCollection<Document & Readonly<Record<string, unknown>>>({ name: 'stores' })
