import type { Work } from '../../platform/context'
import type { Page, Scalar } from '../../platform/store'
import { staffName, storeOf } from '../staff'
import { shownCard } from './card'
import { type Counts, countsByStaff, countsWhere } from './outcomes'
import { type Face, newestPicture } from './picture'
import { type ShareCard, shareCards, shareOutcomes } from './store'

/** Asks something once for all cards that look alike. */
function onceForEachFace<T>(ask: (face: Face) => Promise<T>): (face: Face) => Promise<T> {
  const answers = new Map<string, Promise<T>>()
  return (face) => {
    const looks = `${face.target}|${face.title}`
    const answer = answers.get(looks) ?? ask(face)
    answers.set(looks, answer)
    return answer
  }
}

/** Whose cards somebody may see: all of a store, or those of one of its staff. */
export interface Whose {
  readonly store: string
  readonly staffId: string | null
}

function equalsOf({ store, staffId }: Whose): Readonly<Record<string, Scalar>> {
  return staffId === null ? { store } : { store, staffId }
}

/** Cards, newest first. */
export function cardsPage(
  work: Work,
  whose: Whose,
  page: { readonly limit: number; readonly cursor?: string },
): Promise<Page<ShareCard>> {
  const index = whose.staffId === null ? 'byStore' : 'byStaff'
  return work.store.find(shareCards, { index, equals: equalsOf(whose), order: 'descending', ...page })
}

/** Cards with their pictures of now, whose they are and what each brought. */
export async function reported(work: Work, cards: readonly ShareCard[], callerId: string) {
  const pictureOf = onceForEachFace((face) => newestPicture(work, face))
  return Promise.all(
    cards.map(async (card) => ({
      ...(await shownCard(work, card, (await pictureOf(card)) ?? card.picture)),
      createdAtMs: card.createdAtMs,
      staffName: await staffName(work, card.staffId),
      isMine: card.staffId === callerId,
      ...(await countsWhere(work, { card: card._id })),
    })),
  )
}

/** What the staff of a store brought, each by name. */
async function named(work: Work, staff: readonly { readonly staffId: string; readonly counts: Counts }[]) {
  return Promise.all(
    staff.map(async ({ staffId, counts }) => ({ staffName: await staffName(work, staffId), ...counts })),
  )
}

/** The sums of all cards that somebody may see, and of each of the staff whose they are. */
export async function sumsOf(work: Work, whose: Whose) {
  const { store: storeId, staffId } = whose
  const store = await countsWhere(work, equalsOf(whose))
  const staff = staffId === null ? await countsByStaff(work, storeId) : [{ staffId, counts: store }]
  return { store, staff: await named(work, staff) }
}

/** Where a page of the operators' report ended: a store and one of its staff. */
const POSITION = /^([\w-]{1,64})\|([\w-]{1,64})$/

export type ReportPosition = { readonly store: string; readonly staffId: string } | null

/** Undefined for a text that is no position. */
export function parsePosition(cursor: string): ReportPosition | undefined {
  const [, store, staffId] = POSITION.exec(cursor) ?? []
  return store === undefined || staffId === undefined ? undefined : { store, staffId }
}

/** The first store at or after one that has brought anything, whether or not it is still in force. */
async function nextStore(work: Work, from: string): Promise<string | null> {
  const page = await work.store.find(shareOutcomes, { index: 'byStore', range: { from }, limit: 1 })
  return page.items[0]?.store ?? null
}

/** What each store's staff brought, store by store, after a position. */
export async function reportOfAll(work: Work, after: ReportPosition, limit: number) {
  const items: (Counts & { storeId: string; storeName: string; staffName: string })[] = []
  let last = after
  let storeId = await nextStore(work, after?.store ?? '')
  while (storeId !== null && items.length < limit) {
    const from = last?.store === storeId ? last.staffId : ''
    const staff = (await countsByStaff(work, storeId)).filter(({ staffId }) => staffId > from)
    const shown = staff.slice(0, limit - items.length)
    const storeName = (await storeOf(work, storeId))?.name ?? storeId
    for (const row of await named(work, shown)) items.push({ storeId, storeName, ...row })
    last = { store: storeId, staffId: shown.at(-1)?.staffId ?? from }
    // A space stands before every character that an id may have: the next store, however it is called.
    storeId = shown.length < staff.length ? storeId : await nextStore(work, `${storeId} `)
  }
  return { items, next: storeId === null || !last ? null : `${last.store}|${last.staffId}` }
}
