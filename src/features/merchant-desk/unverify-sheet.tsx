import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/shared/ui/button'
import { Chips } from '@/shared/ui/chips'
import { Sheet } from '@/shared/ui/sheet'
import { TextField } from '@/shared/ui/text-field'
import { useUnverify } from './use-unverify'
import { REASONS, type ReasonName, reasonText, takenOffText, type UsedCoupon } from './used-coupon.shared'
import './unverify-sheet.css'

const REASON_LENGTH = 40

interface Props {
  readonly storeId: string
  readonly coupon: UsedCoupon
  readonly onClose: () => void
}

/** Asks why before the use of a coupon is undone: the reason is kept with it. */
export function UnverifySheet({ storeId, coupon, onClose }: Props) {
  const [chosen, setChosen] = useState<ReasonName>('wrong_coupon')
  const [own, setOwn] = useState('')
  const { unverify, isUndoing } = useUnverify(storeId)
  const reason = reasonText(chosen, own)

  async function undo(): Promise<void> {
    await unverify(coupon.couponId, reason)
    onClose()
  }

  return (
    <Sheet title="撤销用券" onClose={onClose}>
      <View className="unverify-what">
        <Text className="unverify-title">{`${coupon.title} ${takenOffText(coupon)}`}</Text>
        <Text className="unverify-note">{`单号 ${coupon.orderNo}`}</Text>
        <Text className="unverify-note">顾客马上会重新得到这张券。订单的金额不变，要改请撤销订单</Text>
      </View>
      <Chips chips={REASONS} selected={chosen} onSelect={setChosen} />
      {chosen === 'other' && (
        <TextField name="原因" maxLength={REASON_LENGTH} placeholder="写一句就好" value={own} onChange={setOwn} />
      )}
      <Button isDisabled={reason === ''} isPending={isUndoing} onTap={undo}>
        {isUndoing ? '正在撤销' : '撤销，把券还给顾客'}
      </Button>
    </Sheet>
  )
}
