import { View } from '@tarojs/components'
import { useState } from 'react'
import { scanCode, useHandedCodes } from '@/shared/code/scan'
import { TypeCodeSheet } from '@/shared/code/type-code-sheet'
import { Keypad } from '@/shared/keypad/keypad'
import { usePointsName } from '@/shared/theme/programme'
import { Button } from '@/shared/ui/button'
import { ButtonPair } from '@/shared/ui/button-pair'
import { Card } from '@/shared/ui/card'
import { iconClass } from '@/shared/ui/icon'
import { say } from '@/shared/ui/say'
import { TapShield } from '@/shared/ui/tap-shield'
import { confirmText, memberCodeOf } from './counter.shared'
import { CouponLine } from './coupon-line'
import { CustomerBenefits, CustomerHead } from './customer'
import { EnteredCard } from './entered-card'
import { LookUpSheet } from './look-up-sheet'
import { type Counter as Flow, useCounter } from './use-counter'
import './counter.css'

type Opened = 'none' | 'typing' | 'looking_up'

/** Who it is: scan on top; typing the code and the phone's last digits always work. */
function Who({ flow, storeId }: { flow: Flow; storeId: string }) {
  const [opened, setOpened] = useState<Opened>('none')
  const close = () => setOpened('none')
  const read = (text: string) => {
    close()
    const code = memberCodeOf(text)
    if (code) void flow.read(code)
    else say('这不是会员码')
  }
  useHandedCodes(read)

  async function scan(): Promise<void> {
    const text = await scanCode()
    if (text === null) return setOpened('typing')
    read(text)
  }

  return (
    <Card>
      <View className="counter-scan">
        <Button isPending={flow.isReading} onTap={scan}>
          {!flow.isReading && <View className={iconClass('scan')} />}
          {flow.isReading ? '正在查会员' : '扫会员码'}
        </Button>
      </View>
      <View className="counter-ways">
        <ButtonPair>
          <Button kind="quiet" onTap={() => setOpened('typing')}>
            输入会员码
          </Button>
          <Button kind="quiet" onTap={() => setOpened('looking_up')}>
            手机尾号
          </Button>
        </ButtonPair>
      </View>
      {opened === 'typing' && <TypeCodeSheet title="输入会员码" onCode={read} onClose={close} />}
      {opened === 'looking_up' && <LookUpSheet storeId={storeId} onFound={flow.serve} onClose={close} />}
    </Card>
  )
}

/** One column, one hand: who, how much, done. */
export function Counter({ storeId }: { storeId: string }) {
  const flow = useCounter(storeId)
  const name = usePointsName()
  const { customer, amountFen, points, entered } = flow
  if (!customer)
    return (
      <>
        {flow.confirmations > 0 && <TapShield key={flow.confirmations} />}
        {entered && <EnteredCard storeId={storeId} entered={entered} onClose={flow.clearEntered} />}
        <Who flow={flow} storeId={storeId} />
      </>
    )
  return (
    <Card>
      <CustomerHead customer={customer} onLeave={() => flow.serve(null)} />
      <CustomerBenefits customer={customer} flow={flow.benefit} />
      <Keypad title="消费金额" typed={flow.typed} onTyped={flow.setTyped}>
        <CouponLine flow={flow.couponFlow} amountFen={amountFen} />
        <Button isDisabled={amountFen === 0} isPending={flow.isUsingCoupon} onTap={flow.record}>
          {confirmText(flow.payableFen, points, name)}
        </Button>
      </Keypad>
    </Card>
  )
}
