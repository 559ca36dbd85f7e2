import { useShareAppMessage } from '@tarojs/taro'

/** A message with a card, as a chat shows it. */
export interface ShareCard {
  readonly title: string
  /** The page that a tap on the card opens, with a slash in front. */
  readonly path: string
  /** 5:4, PNG or JPG: a path on the phone or an address; without one WeChat shows a picture of the page. */
  readonly imageUrl?: string
}

/**
 * What is shared from this page, asked at the tap: by a ShareButton or in WeChat's own menu. The page's config needs
 * `enableShareAppMessage: true`, or WeChat offers nothing to share.
 */
export function useShareCard(card: () => ShareCard): void {
  useShareAppMessage(card)
}
