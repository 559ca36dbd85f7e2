import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/shared/ui/button'
import { Sheet } from '@/shared/ui/sheet'
import { TextField } from '@/shared/ui/text-field'
import type { Customer } from './named-customer'
import { useLookUp } from './use-look-up'
import './look-up-sheet.css'

interface Props {
  readonly storeId: string
  readonly onFound: (customer: Customer) => void
  readonly onClose: () => void
}

/** Who left their card at home: found by phone, and confirmed on their own phone. */
export function LookUpSheet({ storeId, onFound, onClose }: Props) {
  const [phoneTail, setPhoneTail] = useState('')
  const { found, isAsking, trouble, lookUp, forget } = useLookUp(storeId, (customer) => {
    onClose()
    onFound(customer)
  })
  return (
    <Sheet title="手机尾号找会员" onClose={onClose}>
      <TextField
        name="手机号后四位"
        type="digits"
        maxLength={4}
        placeholder="例如 1234"
        value={phoneTail}
        onChange={(typed) => {
          setPhoneTail(typed)
          forget()
        }}
        trouble={trouble}
      />
      {found ? (
        <View className="looked-up">
          {found.candidates.map(({ maskedName, maskedPhone }) => (
            <View className="looked-up-line" key={maskedName + maskedPhone}>
              <Text>{maskedName}</Text>
              <Text className="number">{maskedPhone}</Text>
            </View>
          ))}
          <Text className="looked-up-note">请顾客打开小程序首页，点“是我”。确认后这里会自动继续</Text>
        </View>
      ) : (
        <Button isPending={isAsking} onTap={() => lookUp(phoneTail)}>
          {isAsking ? '正在查' : '查会员'}
        </Button>
      )}
    </Sheet>
  )
}
