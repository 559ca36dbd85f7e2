import { Empty } from './empty'

/** What should be here could not be had: why, and the button that tries again. */
export function Unavailable({ text, onRetry }: { text: string; onRetry: () => void }) {
  return <Empty drawing="cloud" text={text} action={{ text: '再试一次', onTap: onRetry }} />
}
