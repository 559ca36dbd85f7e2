import type { Work } from './context'
import { ExtensionPoint } from './extension-point'

/** Something a member should know. Its id says what it is about, so that the same thing is told once. */
export interface Message {
  readonly id: string
  readonly member: string
  /** What it is about, such as `tier_ends`. */
  readonly kind: string
  /** Plain Chinese, as a shop assistant would say it. */
  readonly title: string
  readonly text: string
  /** The page it leads to; empty when it leads nowhere. */
  readonly link: string
}

/** Who brings messages to members: the modules that speak do not know them. */
export const messengers = new ExtensionPoint<(work: Work, message: Message) => Promise<void>>('messengers')

/** Tells a member something, once for each id, however often it is called. */
export async function tellMember(work: Work, message: Message): Promise<void> {
  for (const tell of work.registry.all(messengers)) await tell(work, message)
}
