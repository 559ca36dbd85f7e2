import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { scanCode, useHandedCodes } from '@/shared/code/scan'
import { TypeCodeSheet } from '@/shared/code/type-code-sheet'
import { Keypad } from '@/shared/keypad/keypad'
import { usePointsName } from '@/shared/theme/programme'
import { Button } from '@/shared/ui/button'
import { Card } from '@/shared/ui/card'
import { labelled } from '@/shared/ui/labelled'
import { say } from '@/shared/ui/say'
import { Tag } from '@/shared/ui/tag'
import { confirmText, memberCodeOf } from './counter.shared'
import { CouponLine } from './coupon-line'
import { EnteredCard } from './entered-card'
import { LookUpSheet } from './look-up-sheet'
import { type Customer, type Counter as Flow, useCounter } from './use-counter'
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
      <Button isPending={flow.isReading} onTap={scan}>
        {flow.isReading ? '正在查会员' : '扫会员码'}
      </Button>
      <View className="counter-ways">
        <Button kind="quiet" onTap={() => setOpened('typing')}>
          输入会员码
        </Button>
        <Button kind="quiet" onTap={() => setOpened('looking_up')}>
          手机尾号
        </Button>
      </View>
      {opened === 'typing' && <TypeCodeSheet title="输入会员码" onCode={read} onClose={close} />}
      {opened === 'looking_up' && <LookUpSheet storeId={storeId} onFound={flow.serve} onClose={close} />}
    </Card>
  )
}

function CustomerHead({ customer, onLeave }: { customer: Customer; onLeave: () => void }) {
  return (
    <View className="customer">
      <Text className="customer-name">{customer.name}</Text>
      {customer.tier && <Tag text={customer.tier} />}
      <View className="customer-leave" onClick={onLeave} {...labelled('button', '换一位顾客')}>
        换一位
      </View>
    </View>
  )
}

/** What the customer's tier gives at the counter: a tap uses it once. */
function CustomerBenefits({ customer, onUse }: { customer: Customer; onUse: (benefitId: string) => void }) {
  if (customer.benefits.length === 0 || 'memberId' in customer.named) return null
  return (
    <View className="customer-benefits">
      {customer.benefits.map(({ benefitId, name, left }) => (
        <View
          key={benefitId}
          className={left === 0 ? 'customer-benefit used-up' : 'customer-benefit'}
          onClick={() => left > 0 && onUse(benefitId)}
          {...labelled('button', left === 0 ? `${name}，用完了` : `使用${name}，还有 ${left} 次`)}
        >
          {left === 0 ? `${name} · 用完了` : `${name} · 剩 ${left} 次`}
        </View>
      ))}
    </View>
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
        {entered && <EnteredCard storeId={storeId} entered={entered} onClose={flow.clearEntered} />}
        <Who flow={flow} storeId={storeId} />
      </>
    )
  return (
    <Card>
      <CustomerHead customer={customer} onLeave={() => flow.serve(null)} />
      <CustomerBenefits customer={customer} onUse={flow.useBenefit} />
      <Keypad title="消费金额" typed={flow.typed} onTyped={flow.setTyped}>
        <CouponLine flow={flow.couponFlow} amountFen={amountFen} />
        <Button isDisabled={amountFen === 0} onTap={flow.record}>
          {confirmText(flow.payableFen, points, name)}
        </Button>
      </Keypad>
    </Card>
  )
}
