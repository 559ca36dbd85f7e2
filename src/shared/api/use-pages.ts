import { useReachBottom } from '@tarojs/taro'
import { useRef, useState } from 'react'
import { useFreshness } from './use-query'

interface Loaded<Item> {
  readonly items: readonly Item[]
  /** Where the next page begins; null at the end. */
  readonly next: string | null
}

type AskPage<Item, Code> = (page: {
  readonly cursor?: string
}) => Promise<{ readonly ok: true; readonly data: Loaded<Item> } | { readonly ok: false; readonly code: Code }>

/** A list, page by page as the member scrolls; it begins anew when a command changed it. */
export function usePages<Item, Code extends string>(ask: AskPage<Item, Code>) {
  const [loaded, setLoaded] = useState<Loaded<Item> | null>(null)
  const [code, setCode] = useState<Code | null>(null)
  const asking = useRef<object | null>(null)

  async function load(cursor: string | null): Promise<void> {
    const question = {}
    asking.current = question
    const reply = await ask(cursor === null ? {} : { cursor })
    // A slow reply must not cover the one to a later question.
    if (asking.current !== question) return
    asking.current = null
    if (!reply.ok) return setCode(reply.code)
    const { items, next } = reply.data
    setCode(null)
    setLoaded((before) => ({ items: cursor === null ? items : [...(before?.items ?? []), ...items], next }))
  }
  const loadFirst = () => load(null)
  const loadMore = () => {
    if (loaded?.next && !asking.current) void load(loaded.next)
  }
  useFreshness(loadFirst, () => code !== null && loaded === null)
  useReachBottom(loadMore)

  return { loaded, code, loadFirst, loadMore }
}
