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

export function Button({ children, onTap, kind = 'primary', isPending = false, isDisabled = false, label }: Props) {
  return (
    <PlatformButton
      className={`button ${kind}${isPending ? ' pending' : ''}${isDisabled ? ' disabled' : ''}`}
      disabled={isDisabled || isPending}
      onClick={onTap}
      ariaLabel={label}
    >
      {children}
    </PlatformButton>
  )
}
