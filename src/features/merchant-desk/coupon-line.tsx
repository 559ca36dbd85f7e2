import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { scanCode, useHandedCodes } from '@/shared/code/scan'
import { TypeCodeSheet } from '@/shared/code/type-code-sheet'
import { moneyText } from '@/shared/format/money'
import { labelled } from '@/shared/ui/labelled'
import { say } from '@/shared/ui/say'
import { memberCodeOf } from './counter.shared'
import type { Coupon } from './use-coupon'
import './coupon-line.css'

/** Between the amount and the confirmation: the customer's coupon, and what is left to pay with it. */
export function CouponLine({ flow, amountFen }: { flow: Coupon; amountFen: number }) {
  const [isTyping, setIsTyping] = useState(false)
  const { coupon, lay, putBack } = flow
  const read = (text: string) => {
    setIsTyping(false)
    const code = memberCodeOf(text)
    if (amountFen === 0) say('先输入金额，再扫券')
    else if (code) void lay(code)
    else say('这不是券码')
  }
  useHandedCodes(read)

  async function scan(): Promise<void> {
    const text = await scanCode()
    if (text === null) return setIsTyping(true)
    read(text)
  }

  if (amountFen === 0) return null
  if (coupon)
    return (
      <View className="coupon-line">
        <View className="coupon-lines">
          <Text>{`${coupon.title} −${moneyText(coupon.discountFen)}`}</Text>
          <Text className="coupon-payable number">{`实付 ${moneyText(coupon.payableFen)} 元`}</Text>
          <Text className="coupon-owner">{`${coupon.memberName}的券`}</Text>
        </View>
        <View className="coupon-act" onClick={putBack} {...labelled('button', `不用${coupon.title}`)}>
          不用
        </View>
      </View>
    )
  return (
    <>
      <View className="coupon-line">
        <View className="coupon-act" onClick={scan} {...labelled('button', '用一张券')}>
          用一张券
        </View>
        <View className="coupon-act typed" onClick={() => setIsTyping(true)} {...labelled('button', '输入券码')}>
          输入券码
        </View>
      </View>
      {isTyping && <TypeCodeSheet title="输入券码" onCode={read} onClose={() => setIsTyping(false)} />}
    </>
  )
}
