import { Text } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../ui/button'
import { Sheet } from '../ui/sheet'
import { TextField } from '../ui/text-field'
import { CODE_DIGITS, digitsInFives, digitsOf } from './digits'
import './type-code-sheet.css'

/** Room for the spaces that come along when a code is pasted. */
const MAX_LENGTH = 2 * CODE_DIGITS

interface Props {
  readonly title: string
  readonly onCode: (code: string) => void
  readonly onClose: () => void
}

/** For a code that cannot be scanned: typed as it is read out, and shown in fives to compare. */
export function TypeCodeSheet({ title, onCode, onClose }: Props) {
  const [text, setText] = useState('')
  const digits = digitsOf(text)
  const missing = CODE_DIGITS - digits.length

  return (
    <Sheet title={title} onClose={onClose}>
      <TextField
        name={`${CODE_DIGITS} 位数字`}
        type="digits"
        maxLength={MAX_LENGTH}
        placeholder="在二维码下面"
        value={text}
        onChange={setText}
      />
      <Text className="typed-code number">{digitsInFives(digits)}</Text>
      <Button isDisabled={missing !== 0} onTap={() => onCode(digits)}>
        {missing > 0 ? `还差 ${missing} 位` : missing < 0 ? `多了 ${-missing} 位` : '确定'}
      </Button>
    </Sheet>
  )
}
