import { Button as PlatformButton } from '@tarojs/components'
import type { ReactNode } from 'react'
import { BUTTON_ROLE } from '../ui/button'
import { shareInBrowser } from './share-in-browser'

interface Props {
  readonly children: ReactNode
  readonly kind?: 'primary' | 'quiet'
}

/** Sends the page's card to a chat: see `useShareCard`. Only a button of WeChat's own kind may open its list of chats. */
export function ShareButton({ children, kind = 'primary' }: Props) {
  const tapped = process.env.TARO_ENV === 'weapp' ? {} : { onClick: shareInBrowser }
  return (
    <PlatformButton className={`button ${kind}`} openType="share" {...tapped} {...BUTTON_ROLE}>
      {children}
    </PlatformButton>
  )
}
