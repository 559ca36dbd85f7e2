import { type Document, defineCollection } from '../../../platform/store'

/** Drafts of coupon templates, as operators write them in the console. */
export const templateDrafts = defineCollection<Document & Readonly<Record<string, unknown>>>({
  name: 'coupon_templates',
})
