import { useState } from 'react'
import { type Data, merchant } from '@/shared/api'
import { uploadFile } from '@/shared/files'
import { drawCard } from '@/shared/share/draw-card'
import { useProgramme } from '@/shared/theme/programme'
import { say } from '@/shared/ui/say'
import { notAllowedText } from './card-title.shared'
import { cardWords } from './messages'
import type { Store } from './use-desk'

export type ShareCard = Data<'sharing.create'>

/** Makes a card for a chat: the cloud gives it a code, this phone draws its picture, and the picture is kept for the next. */
export function useCards(store: Store) {
  const programme = useProgramme()
  const [card, setCard] = useState<ShareCard | null>(null)
  const [isMaking, setIsMaking] = useState(false)
  const [trouble, setTrouble] = useState('')

  async function draw(made: ShareCard): Promise<ShareCard> {
    if (!programme) return made
    const { name: shopName, accentColor } = programme.brand
    const picture = await drawCard({ shopName, title: made.title, storeName: store.name, accentColor })
    if (!picture) return made
    const fileId = await uploadFile(picture, `share-cards/${made.shareCode}.jpg`).catch(() => null)
    if (!fileId) return made
    const kept = await merchant.perform('sharing.picture', {
      storeId: store.storeId,
      shareCode: made.shareCode,
      fileId,
    })
    return kept.ok ? kept.data : made
  }

  async function make(title: string): Promise<void> {
    setIsMaking(true)
    setTrouble('')
    const reply = await merchant.perform('sharing.create', {
      storeId: store.storeId,
      target: { kind: 'store', id: store.storeId },
      ...(title && { title }),
    })
    if (reply.ok) setCard(reply.data.imageUrl ? reply.data : await draw(reply.data))
    else setTrouble(notAllowedText(reply.params) || cardWords[reply.code])
    setIsMaking(false)
  }

  async function poster(shareCode: string): Promise<Data<'sharing.poster'> | null> {
    const reply = await merchant.perform('sharing.poster', { storeId: store.storeId, shareCode })
    if (reply.ok) return reply.data
    say(cardWords[reply.code])
    return null
  }

  return { card, isMaking, trouble, make, poster, putAway: () => setCard(null) }
}
