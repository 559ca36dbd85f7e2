import type { ReactNode } from 'react'

export interface PhoneButtonProps {
  readonly children: ReactNode
  readonly onCode: (code: string | null) => void
  readonly kind?: 'primary' | 'quiet'
  readonly isPending?: boolean
}
