import { useEffect, useState } from 'react'
import { type Card, cardOf } from './chat.shared'
import type { Phone } from './use-phone'

interface Sent extends Card {
  readonly number: number
  /** The phone that sent it, by its place. */
  readonly from: number
}

const KEPT = 12

/** The cards that were sent from either phone, newest last, as the pages themselves made them. */
export function useChat(phones: readonly Phone[]) {
  const [cards, setCards] = useState<readonly Sent[]>([])
  useEffect(() => {
    const receive = ({ origin, source, data }: MessageEvent<unknown>) => {
      const from = phones.findIndex(({ frame }) => frame.current !== null && frame.current.contentWindow === source)
      const card = origin === location.origin ? cardOf(data) : null
      if (card && from >= 0)
        setCards((before) => [...before, { ...card, from, number: (before.at(-1)?.number ?? 0) + 1 }].slice(-KEPT))
    }
    addEventListener('message', receive)
    return () => removeEventListener('message', receive)
  })
  return { cards, receiverOf: (from: number): Phone | undefined => phones[1 - from] }
}
