import type { Work } from '../../platform/context'
import { ExtensionPoint } from '../../platform/extension-point'
import { storeOf } from '../staff'

/** What a card may lead to, as it is shown in a chat. */
export interface ShareTarget {
  readonly title: string
  /** Its page with a slash in front, and in the query whatever tells it from others of its kind. */
  readonly path: string
  /** Its own picture, an https or cloud address; empty when it has none. */
  readonly imageUrl: string
}

/** A kind of thing that cards may lead to. */
export interface ShareTargetKind {
  readonly kind: string
  /** One of them, as the staff of a store may share it now; null when there is none, or it is not of this store. */
  resolve(work: Work, asked: { readonly id: string; readonly storeId: string }): Promise<ShareTarget | null>
}

/** All kinds; the module that owns a kind contributes it. */
export const shareTargets = new ExtensionPoint<ShareTargetKind>('share targets')

/** The first page of the mini program: where a store is, and where every mini-program code leads. */
export const HOME = '/tabs/home/index'

/** The store itself: whoever comes may join there. */
export const storeTarget: ShareTargetKind = {
  kind: 'store',
  async resolve(work, { id, storeId }) {
    const store = id === storeId ? await storeOf(work, storeId) : null
    return store && { title: store.name, path: HOME, imageUrl: '' }
  },
}
