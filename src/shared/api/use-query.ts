import { useDidHide, useDidShow } from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import { line } from './line'
import type { AskQuery } from './queries'
import type { Answer, Data, Door, Input, QueryAt, QueryName } from './types'

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
    const isStale = line.revision() !== revision || Date.now() - atMs > FRESH_FOR_MS
    if (!isStale && (isAsking || !needsAsking())) return
    asked.current = { isVisible: true, isAsking: true, revision: line.revision(), atMs: Date.now() }
    void ask().then(() => {
      asked.current.isAsking = false
    })
  }
  const latest = useRef(refresh)
  latest.current = refresh

  useEffect(() => {
    latest.current()
    let wasReachable = line.isReachable()
    return line.subscribe(() => {
      const hasReturned = line.isReachable() && !wasReachable
      wasReachable = line.isReachable()
      const hasChanged = line.revision() !== asked.current.revision
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

/** The hook for the queries of one door: one query of a page, which shares a function call with the page's others. */
export function queryHook<D extends Door>(askQuery: AskQuery<D>) {
  return function useQuery<A extends QueryAt<D>>(action: A, input: Input<A>) {
    const [asked, setAsked] = useState<Asked<A>>({ data: null, code: null })
    const asks = useRef(0)

    async function ask(): Promise<void> {
      const number = ++asks.current
      const reply = await askQuery(action, input)
      // A slow reply must not cover the one to a later question.
      if (number !== asks.current) return
      setAsked((before) =>
        reply.ok
          ? { data: reply.data, code: null }
          : { data: keeps(reply.code) ? before.data : null, code: reply.code },
      )
    }
    useFreshness(ask, () => asked.code !== null)
    return { ...asked, reload: ask }
  }
}

/** Trouble on the way says nothing about the data; a refusal does. */
const keeps = (code: string): boolean => code === 'unanswered' || code === 'busy' || code === 'internal'
