import { useReachBottom } from '@tarojs/taro'
import { useRef, useState } from 'react'
import { type Answer, client, useFreshness } from '@/shared/api'
import type { Entry } from './statement.shared'

interface Loaded {
  readonly entries: readonly Entry[]
  /** Where the next page begins; null at the end. */
  readonly next: string | null
}

/** The statement, page by page as the member scrolls; it begins anew when a command changed it. */
export function useStatement() {
  const [loaded, setLoaded] = useState<Loaded | null>(null)
  const [code, setCode] = useState<Extract<Answer<'points.statement'>, { ok: false }>['code'] | null>(null)
  const isAsking = useRef(false)

  async function load(cursor: string | null): Promise<void> {
    if (isAsking.current) return
    isAsking.current = true
    const reply = await client.query('points.statement', cursor === null ? {} : { cursor })
    isAsking.current = false
    if (!reply.ok) return setCode(reply.code)
    const { items, next } = reply.data
    setCode(null)
    setLoaded((before) => ({ entries: cursor === null ? items : [...(before?.entries ?? []), ...items], next }))
  }
  const loadFirst = () => load(null)
  const loadMore = () => {
    if (loaded?.next) void load(loaded.next)
  }
  useFreshness(loadFirst, () => code !== null && loaded === null)
  useReachBottom(loadMore)

  return { loaded, code, loadFirst, loadMore }
}
