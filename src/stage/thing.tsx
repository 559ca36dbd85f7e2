import type { ReactNode } from 'react'
import './thing.css'

interface Props {
  readonly title: string
  /** What it shows, in one line: stands there until there is a result. */
  readonly what: string
  readonly result: string | null
  readonly children: ReactNode
}

/** One thing to try: its buttons, and plainly what came of it. */
export function Thing({ title, what, result, children }: Props) {
  return (
    <section className="thing">
      <div className="thing-head">
        <h2>{title}</h2>
        <div className="thing-acts">{children}</div>
      </div>
      <p className={result === null ? 'thing-what' : 'thing-result'} role="status">
        {result ?? what}
      </p>
    </section>
  )
}
