import { useRef, useState } from 'react'
import { cutNetwork, returnNetwork } from './network'
import { type Persona, type PersonaName, personas } from './personas'

/** One phone on the stage: whose it is, and what can be done to it. */
export function usePhone(first: PersonaName) {
  const frame = useRef<HTMLIFrameElement>(null)
  const [name, setName] = useState<PersonaName>(first)
  const [isCut, setIsCut] = useState(false)
  // Counted, so that the same page opened twice is opened twice.
  const [visit, setVisit] = useState({ number: 0, path: '' })
  const persona: Persona = personas[name]

  return {
    frame,
    name,
    persona,
    isCut,
    /** Where the phone begins: at the page last opened for it, or where its owner usually does. */
    start: { number: visit.number, path: visit.path || `/${persona.opens ?? ''}` },
    /** Opens a page on this phone, as a tap on a card in a chat does. */
    open(path: string): void {
      setVisit(({ number }) => ({ number: number + 1, path }))
    },
    /** Signs another member in. That is another phone, so its network is whole. */
    signIn(next: PersonaName): void {
      setIsCut(false)
      setVisit(({ number }) => ({ number, path: '' }))
      setName(next)
    },
    /** Hands something to the app inside, as the world outside a phone does. */
    hand(message: object): void {
      frame.current?.contentWindow?.postMessage(message, location.origin)
    },
    setNetwork(isThere: boolean): void {
      const page = frame.current?.contentWindow
      if (!page) return
      if (isThere) returnNetwork(page)
      else cutNetwork(page)
      setIsCut(!isThere)
    },
    /** A page that was loaded anew has a network of its own. */
    onLoad(): void {
      const page = frame.current?.contentWindow
      if (page && isCut) cutNetwork(page)
    },
    /** Shows what has changed behind the phone's back. Without a network it will do so by itself when that returns. */
    reload(): void {
      if (!isCut) frame.current?.contentWindow?.location.reload()
    },
  }
}

export type Phone = ReturnType<typeof usePhone>
