import './journal.css'
import type { Line } from './use-journal'

/** What happened, newest first. */
export function Journal({ lines }: { lines: readonly Line[] }) {
  return (
    <section className="journal" aria-label="刚才发生的事">
      {lines.length === 0 ? (
        <p className="journal-empty">点上面任意一个按钮，发生了什么会记在这里。</p>
      ) : (
        <ol>
          {lines.map(({ number, time, text }) => (
            <li key={number}>
              <time>{time}</time>
              <span>{text}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
