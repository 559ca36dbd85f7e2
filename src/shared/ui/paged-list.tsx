import type { ComponentProps, ReactNode } from 'react'
import { Empty } from './empty'
import { ListEnd } from './list-end'
import { Skeleton } from './skeleton'
import { Unavailable } from './unavailable'

interface Page {
  readonly items: readonly unknown[]
  readonly next: string | null
}

/** What `usePages` answers. */
interface Pages<Loaded extends Page, Code extends string> {
  readonly loaded: Loaded | null
  readonly code: Code | null
  readonly loadFirst: () => void
  readonly loadMore: () => void
}

interface Props<Loaded extends Page, Code extends string> {
  readonly pages: Pages<Loaded, Code>
  /** Why a page did not come. */
  readonly words: Readonly<Record<NoInfer<Code>, string>>
  /** What is said when there is nothing. */
  readonly empty: ComponentProps<typeof Empty>
  /** What the way to more is called: 看更早的消费. */
  readonly moreText?: string
  /** The shape of one of its items. */
  readonly shape?: 'card' | 'row'
  readonly children: (loaded: Loaded) => ReactNode
}

/** A list in its five states: on its way, not to be had, empty, with more to come, and at its end. */
export function PagedList<Loaded extends Page, Code extends string>(props: Props<Loaded, Code>) {
  const { pages, words, empty, moreText = '看更多', shape = 'card', children } = props
  const { loaded, code, loadFirst, loadMore } = pages
  if (!loaded && code) return <Unavailable text={words[code]} code={code} onRetry={loadFirst} />
  if (!loaded)
    return (
      <>
        <Skeleton shape={shape} />
        <Skeleton shape={shape} />
        {shape === 'row' && <Skeleton shape={shape} />}
      </>
    )
  // A page may be empty where the cloud has looked at many that are not for this list, with more behind it.
  if (loaded.items.length === 0 && loaded.next === null) return <Empty {...empty} />
  return (
    <>
      {children(loaded)}
      <ListEnd hasMore={loaded.next !== null} moreText={moreText} trouble={code && words[code]} onMore={loadMore} />
    </>
  )
}
