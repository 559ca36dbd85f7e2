import { Refusal, refuse } from '../../kernel/refusal'
import type { Command, Work } from '../../platform/context'
import { ensureDocument } from '../../platform/guarded-store'
import { storeOf } from '../staff'
import { TITLE_MAX_LENGTH } from './contract'
import { landingPath } from './domain/landing'
import { shareCodeOf } from './domain/share-code'
import { wordsNotAllowed } from './domain/title'
import { type Face, newestPicture, pictureUrl } from './picture'
import { type ShareCard, shareCards } from './store'
import { shareTargets } from './targets'

/** Codes are drawn, so two commands may draw the same one: the later tries the next. */
const CODE_ATTEMPTS = 5

interface Wanted {
  readonly storeId: string
  readonly staffId: string
  readonly target: { readonly kind: string; readonly id: string }
  readonly title?: string
}

type Draft = Face & Pick<ShareCard, 'storeName' | 'path' | 'picture'>

async function drafted(
  work: Work,
  { storeId: store, target: { kind, id }, title }: Wanted,
): Promise<Draft | Refusal<'no_such_target' | 'title_not_allowed'>> {
  const known = work.registry.all(shareTargets).find((targets) => targets.kind === kind)
  const found = await known?.resolve(work, { id, storeId: store })
  const inForce = await storeOf(work, store)
  if (!found || !inForce) return refuse('no_such_target')
  const face = { store, target: `${kind}|${id}`, title: title ?? [...found.title].slice(0, TITLE_MAX_LENGTH).join('') }
  const words = wordsNotAllowed(face.title)
  // guard: title-allowed
  if (words.length > 0) return refuse('title_not_allowed', { words: words.join('、') })
  const picture = (await newestPicture(work, face)) ?? found.imageUrl
  return { ...face, storeName: inForce.name, path: found.path, picture }
}

/** The card that a command made; while it made none, the code that its card will have. */
async function cardOrCodeOf(work: Work, commandKey: string): Promise<ShareCard | string> {
  const secret = work.secrets.key('share-card')
  for (let attempt = 0; attempt < CODE_ATTEMPTS; attempt += 1) {
    const code = shareCodeOf(secret, commandKey, attempt)
    const card = await work.store.get(shareCards, code)
    // guard: code-of-this-command
    if (card && card.key !== commandKey) continue
    return card ?? code
  }
  throw new Error('no free share code found')
}

/** Makes the card of a command; the same command again, on whatever day, is answered with the same card. */
export async function makeCard(
  work: Work,
  { key, inputHash }: Command,
  wanted: Wanted,
): Promise<ShareCard | Refusal<'no_such_target' | 'title_not_allowed' | 'key_reused_with_other_input'>> {
  const known = await cardOrCodeOf(work, key)
  const card = typeof known === 'string' ? await made(work, { _id: known, key, inputHash }, wanted) : known
  if (card instanceof Refusal) return card
  // guard: card-of-this-input
  return card.inputHash === inputHash ? card : refuse('key_reused_with_other_input')
}

async function made(
  work: Work,
  identity: Pick<ShareCard, '_id' | 'key' | 'inputHash'>,
  wanted: Wanted,
): Promise<ShareCard | Refusal<'no_such_target' | 'title_not_allowed'>> {
  const draft = await drafted(work, wanted)
  if (draft instanceof Refusal) return draft
  const { staffId } = wanted
  const fresh = { ...identity, schema: 1, ...draft, staffId, codeFileId: '', createdAtMs: work.nowMs } as const
  const card = await ensureDocument(work, shareCards, fresh)
  // Asked again, the same command tries the next code.
  if (card?.key !== identity.key) throw new Error(`another command took the code ${identity._id} just now`)
  return card
}

/** A card as a chat shows it, with one of its pictures: an address that is good for a while. */
export async function shownCard(work: Work, { _id, title, path }: ShareCard, picture: string) {
  return { shareCode: _id, title, path: landingPath(path, _id), imageUrl: await pictureUrl(work, picture) }
}

/** A card; null when there is none, and when its store is there no more: such a card leads nowhere. */
export async function cardInForce(work: Work, shareCode: string): Promise<ShareCard | null> {
  const card = await work.store.get(shareCards, shareCode)
  return card && (await storeOf(work, card.store)) && card
}

/** A card that the staff of a store may do something with: one of that store. */
export async function cardOfStore(work: Work, storeId: string, shareCode: string): Promise<ShareCard | null> {
  const card = await work.store.get(shareCards, shareCode)
  // guard: card-of-this-store
  return card?.store === storeId ? card : null
}
