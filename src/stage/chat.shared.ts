/** A share message as the app's page made it. */
export interface Card {
  readonly title: string
  /** The page that a tap opens, with a slash in front. */
  readonly path: string
  /** Empty where the card has no picture yet. */
  readonly imageUrl: string
}

/** The card in a message from a phone; null for any other message. */
export function cardOf(data: unknown): Card | null {
  if (typeof data !== 'object' || data === null) return null
  const { type, title, path, imageUrl } = data as Record<string, unknown>
  if (type !== 'fudian:share' || typeof title !== 'string' || typeof path !== 'string') return null
  return {
    title,
    path: path.startsWith('/') ? path : `/${path}`,
    imageUrl: typeof imageUrl === 'string' ? imageUrl : '',
  }
}
