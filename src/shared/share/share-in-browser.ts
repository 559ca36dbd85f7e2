import Taro from '@tarojs/taro'
import { say } from '../ui/say'
import type { ShareCard } from './use-share-card'

/** The page as the platform's runtime holds it: the one whose share message WeChat would ask for. */
interface SharingPage {
  onShareAppMessage?(asked: { from: 'button' }): ShareCard | undefined
}

/**
 * A browser has no chat. On the stage the page's real share message goes to the chat strip between the phones; a
 * window of its own copies the address that the card leads to.
 */
export async function shareInBrowser(): Promise<void> {
  const page = Taro.getCurrentInstance().page as SharingPage | null
  const card = page?.onShareAppMessage?.({ from: 'button' })
  if (!card) return
  const { title, path, imageUrl = '' } = card
  if (window.parent !== window) {
    window.parent.postMessage({ type: 'fudian:share', title, path, imageUrl }, location.origin)
    return
  }
  await Taro.setClipboardData({ data: `${location.origin}/#${path}` })
  say('链接已复制')
}
