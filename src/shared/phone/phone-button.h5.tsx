import { useState } from 'react'
import { browserCaller } from '../api/caller.h5'
import { Button } from '../ui/button'
import { Sheet } from '../ui/sheet'
import { TextField } from '../ui/text-field'
import type { PhoneButtonProps } from './types'

/** local-cloud's phone book plays WeChat's: it gives a code for the number, as WeChat would. */
async function codeFor(phoneNumber: string): Promise<string> {
  const response = await fetch('/_local/phones', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ openid: browserCaller(), phoneNumber }),
  })
  if (!response.ok) throw new Error(`local-cloud answered ${response.status}`)
  return ((await response.json()) as { code: string }).code
}

/** Plays WeChat's own sheet, which shows the number that the phone is signed in with. */
function NumberSheet({ onCode }: Pick<PhoneButtonProps, 'onCode'>) {
  const [phoneNumber, setPhoneNumber] = useState('')
  const [trouble, setTrouble] = useState('')

  async function allow(): Promise<void> {
    if (!/^1\d{10}$/.test(phoneNumber)) return setTrouble('请填写 11 位手机号')
    try {
      onCode(await codeFor(phoneNumber))
    } catch {
      setTrouble('没有连上，请再试一次')
    }
  }

  return (
    <Sheet title="申请使用您的手机号" onClose={() => onCode(null)}>
      <TextField
        name="微信绑定的手机号"
        type="digits"
        maxLength={11}
        placeholder="11 位手机号"
        value={phoneNumber}
        onChange={setPhoneNumber}
        trouble={trouble}
      />
      <Button onTap={allow}>允许</Button>
    </Sheet>
  )
}

export function BrowserPhoneButton({ children, onCode, kind, isPending }: PhoneButtonProps) {
  const [isAsking, setIsAsking] = useState(false)
  const finish = (code: string | null) => {
    setIsAsking(false)
    onCode(code)
  }
  return (
    <>
      <Button kind={kind} isPending={isPending} onTap={() => setIsAsking(true)}>
        {children}
      </Button>
      {isAsking && <NumberSheet onCode={finish} />}
    </>
  )
}
