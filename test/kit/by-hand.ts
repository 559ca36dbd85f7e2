import type { Document, Store } from '../../cloudfunctions/platform/store'
import type { Programme } from './programme'

/** What an operator does in the cloud console: a document is there as it was typed, and nothing has checked it. */
export async function writeByHand(
  { store }: { readonly store: Store },
  collection: string,
  document: Document & Readonly<Record<string, unknown>>,
): Promise<void> {
  const anything = { name: collection, indexes: [], rule: { read: false, write: false } } as const
  await store.remove(anything, document._id)
  await store.insert(anything, document)
}

/** Changes some fields of the settings' draft by hand; `undefined` takes a field out. */
export async function editSettings(programme: Programme, changes: Readonly<Record<string, unknown>>): Promise<void> {
  const settings = { name: 'settings', indexes: [], rule: { read: false, write: false } } as const
  const draft = await programme.store.get(settings, 'programme')
  const edited = Object.entries({ ...draft, ...changes }).filter(([, value]) => value !== undefined)
  await writeByHand(programme, 'settings', { _id: 'programme', ...Object.fromEntries(edited) })
}
