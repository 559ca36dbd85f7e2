import type { BusinessDate } from '../../../kernel/business-date'
import type { Work } from '../../../platform/context'
import { defineCollection, type Page } from '../../../platform/store'
import { type Close, type CloseDay, type CloseSlice, dayIdOf, sliceIdOf } from './domain/close'

export const closes = defineCollection<Close>({
  name: 'closes',
  indexes: [{ name: 'byKind', fields: ['kind', 'date'] }],
})

const IDS_PER_READ = 100

/** One closed day of the whole programme; null while it is not closed. */
export async function closeOf(work: Work, date: BusinessDate): Promise<CloseDay | null> {
  return (await work.store.get(closes, dayIdOf(date))) as CloseDay | null
}

/** The closed days from one to another, both included, oldest first. */
export async function closesBetween(
  work: Work,
  days: { readonly from: BusinessDate; readonly to: BusinessDate },
  limit: number,
  cursor?: string,
): Promise<Page<CloseDay>> {
  const page = await work.store.find(closes, {
    index: 'byKind',
    equals: { kind: 'day' },
    // Nothing sorts between a day and the same text with a mark after it.
    range: { from: days.from, below: `${days.to}|` },
    limit,
    ...(cursor === undefined ? {} : { cursor }),
  })
  return page as Page<CloseDay>
}

async function firstClose(work: Work, order: 'ascending' | 'descending'): Promise<CloseDay | null> {
  const page = await work.store.find(closes, { index: 'byKind', equals: { kind: 'day' }, order, limit: 1 })
  return (page.items[0] as CloseDay | undefined) ?? null
}

/** The newest closed day; null before the first. */
export const newestClose = (work: Work) => firstClose(work, 'descending')

/** The first day that was ever closed. */
export const oldestClose = (work: Work) => firstClose(work, 'ascending')

/** The slices of a day that exist, of so many. */
export async function slicesOf(work: Work, date: BusinessDate, count: number): Promise<readonly CloseSlice[]> {
  const slices: CloseSlice[] = []
  for (let first = 0; first < count; first += IDS_PER_READ) {
    const ids = Array.from({ length: Math.min(IDS_PER_READ, count - first) }, (_, at) => sliceIdOf(date, first + at))
    slices.push(...((await work.store.getMany(closes, ids)) as readonly CloseSlice[]))
  }
  return slices
}
