import { useDidHide, useDidShow } from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import { client } from './client'
import type { Answer, Data, Input, QueryName } from './types'

/** Shown data older than this is asked for again when its page comes back. */
const FRESH_FOR_MS = 60_000

/** What a query has given so far. `data` stays while newer data is asked for; `code` is the last answer's refusal. */
interface Asked<A extends QueryName> {
  readonly data: Data<A> | null
  readonly code: Extract<Answer<A>, { ok: false }>['code'] | null
}

/**
 * Runs `ask` when the page appears, when a command was answered since, and when the network comes back.
 * Hidden pages wait until they are shown, so that one tap does not refresh a whole stack of pages.
 */
export function useFreshness(ask: () => Promise<unknown>, needsAsking: () => boolean): void {
  const asked = useRef({ isVisible: true, isAsking: false, revision: -1, atMs: 0 })
  const refresh = () => {
    const { isAsking, revision, atMs } = asked.current
    const isStale = client.revision() !== revision || Date.now() - atMs > FRESH_FOR_MS
    if (!isStale && (isAsking || !needsAsking())) return
    asked.current = { isVisible: true, isAsking: true, revision: client.revision(), atMs: Date.now() }
    void ask().then(() => {
      asked.current.isAsking = false
    })
  }
  const latest = useRef(refresh)
  latest.current = refresh

  useEffect(() => {
    latest.current()
    let wasReachable = client.isReachable()
    return client.subscribe(() => {
      const hasReturned = client.isReachable() && !wasReachable
      wasReachable = client.isReachable()
      const hasChanged = client.revision() !== asked.current.revision
      if (asked.current.isVisible && (hasChanged || hasReturned)) latest.current()
    })
  }, [])
  useDidShow(() => {
    asked.current.isVisible = true
    latest.current()
  })
  useDidHide(() => {
    asked.current.isVisible = false
  })
}

/** One query of a page. Asked in the same tick as the page's others, it shares their function call. */
export function useQuery<A extends QueryName>(action: A, input: Input<A>) {
  const [asked, setAsked] = useState<Asked<A>>({ data: null, code: null })

  const asks = useRef(0)

  async function ask(): Promise<void> {
    const number = ++asks.current
    const reply = await client.query(action, input)
    // A slow reply must not cover the one to a later question.
    if (number !== asks.current) return
    setAsked((before) =>
      reply.ok ? { data: reply.data, code: null } : { data: keeps(reply.code) ? before.data : null, code: reply.code },
    )
  }
  useFreshness(ask, () => asked.code !== null)
  return { ...asked, reload: ask }
}

/** Trouble on the way says nothing about the data; a refusal does. */
const keeps = (code: string): boolean => code === 'unanswered' || code === 'busy' || code === 'internal'
