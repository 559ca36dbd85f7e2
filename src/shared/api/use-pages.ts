import { useReachBottom } from '@tarojs/taro'
import { useRef, useState } from 'react'
import { useFreshness } from './use-query'

interface Loaded<Item> {
  readonly items: readonly Item[]
  /** Where the next page begins; null at the end. */
  readonly next: string | null
}

/** `More` is what an answer says beside its items; the newest answer's stays. */
type AskPage<Item, More, Code> = (page: {
  readonly cursor?: string
}) => Promise<{ readonly ok: true; readonly data: Loaded<Item> & More } | { readonly ok: false; readonly code: Code }>

/** A list, page by page as the member scrolls; it begins anew when a command changed it. */
export function usePages<Item, More, Code extends string>(ask: AskPage<Item, More, Code>) {
  const [loaded, setLoaded] = useState<(Loaded<Item> & More) | null>(null)
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
    const { data } = reply
    setCode(null)
    setLoaded((before) => ({
      ...data,
      items: cursor === null ? data.items : [...(before?.items ?? []), ...data.items],
    }))
  }
  const loadFirst = () => load(null)
  const loadMore = () => {
    if (loaded?.next && !asking.current) void load(loaded.next)
  }
  useFreshness(loadFirst, () => code !== null && loaded === null)
  useReachBottom(loadMore)

  return { loaded, code, loadFirst, loadMore }
}
