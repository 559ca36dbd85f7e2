import { type Refusal, refuse } from '../../kernel/refusal'
import type { Command, Work } from '../../platform/context'
import { ensureDocument, untilSettled } from '../../platform/guarded-store'
import { sceneOf } from './domain/landing'
import { type ShareCard, shareCards, sharePictures } from './store'
import { HOME } from './targets'

/** What a card says of what: the cards that look alike. */
export type Face = Pick<ShareCard, 'store' | 'target' | 'title'>

/** The newest picture that somebody drew for cards that look alike; null while nobody has. */
export async function newestPicture(work: Work, { store, target, title }: Face): Promise<string | null> {
  const newest = { index: 'byTarget', equals: { store, target, title }, order: 'descending', limit: 1 } as const
  return (await work.store.find(sharePictures, newest)).items[0]?.fileId ?? null
}

/** An address at which a picture can be seen for a while; empty when there is none. */
export async function pictureUrl(work: Work, picture: string): Promise<string> {
  return picture.startsWith('cloud://') ? ((await work.wechat.fileUrl(picture)) ?? '') : picture
}

/**
 * Keeps the picture that a sharer's phone drew for a card, so that every later card of the same thing with the same
 * title has it at once. Each is a document of its own: sent again late, an older one does not take the newer one's place.
 */
export async function keepPicture(
  work: Work,
  { key, inputHash }: Command,
  { store, target, title }: Face,
  fileId: string,
): Promise<'kept' | Refusal<'no_such_picture' | 'key_reused_with_other_input'>> {
  const known = await work.store.get(sharePictures, key)
  // A file that is not there would leave every later card without a picture.
  if (!known && (await work.wechat.fileUrl(fileId)) === null) return refuse('no_such_picture')
  const fresh = { _id: key, schema: 1, store, target, title, fileId, inputHash, atMs: work.nowMs } as const
  const there = known ?? (await ensureDocument(work, sharePictures, fresh))
  // guard: picture-of-this-input
  return there?.inputHash === inputHash ? 'kept' : refuse('key_reused_with_other_input')
}

/** The address of a card's mini-program code. It is drawn once and kept; one whose file is gone is drawn again. */
export async function codeUrl(work: Work, card: ShareCard): Promise<string> {
  const kept = await pictureUrl(work, card.codeFileId)
  if (kept !== '') return kept
  const code = await work.wechat.miniProgramCode(sceneOf(HOME, card._id))
  const codeFileId = await work.wechat.saveFile(`share-codes/${card._id}.png`, code)
  await untilSettled(work, async () => {
    await work.store.update(shareCards, { _id: card._id }, { set: { codeFileId } })
    return { value: null }
  })
  return pictureUrl(work, codeFileId)
}
