import { Button } from '@tarojs/components'
import type { PhoneButtonProps } from './types'

/** Only a button of WeChat's own kind may ask for the number. */
export function WeappPhoneButton({ children, onCode, kind = 'primary', isPending = false }: PhoneButtonProps) {
  return (
    <Button
      className={`button ${kind}${isPending ? ' pending' : ''}`}
      openType="getPhoneNumber"
      disabled={isPending}
      onGetPhoneNumber={({ detail }) => onCode(detail.code ?? null)}
    >
      {children}
    </Button>
  )
}
