import { Button as PlatformButton } from '@tarojs/components'
import type { ReactNode } from 'react'
import './button.css'

interface Props {
  readonly children: ReactNode
  readonly onTap: () => void
  /** One primary button on a screen; the quiet ones stand beside it. */
  readonly kind?: 'primary' | 'quiet'
  readonly isPending?: boolean
  readonly isDisabled?: boolean
  readonly label?: string
}

/** On H5 the platform's button is an element of its own, which no screen reader knows for one. Taro's types lack it. */
export const BUTTON_ROLE = { role: 'button' }

export function Button({ children, onTap, kind = 'primary', isPending = false, isDisabled = false, label }: Props) {
  return (
    <PlatformButton
      className={`button ${kind}${isPending ? ' pending' : ''}${isDisabled ? ' disabled' : ''}`}
      disabled={isDisabled || isPending}
      onClick={onTap}
      ariaLabel={label}
      {...BUTTON_ROLE}
    >
      {children}
    </PlatformButton>
  )
}
