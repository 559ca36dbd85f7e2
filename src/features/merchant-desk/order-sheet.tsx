import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { dateOf } from '@/shared/format/dates'
import { openPage } from '@/shared/routes'
import { Button } from '@/shared/ui/button'
import { Sheet } from '@/shared/ui/sheet'
import { TextField } from '@/shared/ui/text-field'
import { AddressOnDemand } from './address-on-demand'
import { type Act, actsOf, hasAddress, isHandedOver, notesOf, type Waiting, whatText } from './fulfilment.shared'
import { useAdvance } from './use-advance'
import type { Desk } from './use-desk'
import './order-sheet.css'

const ASKED = {
  tracking: { name: '快递和单号', maxLength: 60, placeholder: '顺丰 SF123，没有可以不填' },
  reason: { name: '原因', maxLength: 40, placeholder: '顾客改主意了' },
} as const

interface Props {
  readonly desk: Desk
  readonly order: Waiting
  readonly onClose: () => void
}

/** What is chosen: the field that it needs, and the button that does it. */
function Chosen({ act, desk, order, onClose }: Props & { act: Act }) {
  const [said, setSaid] = useState('')
  const { advance, isAdvancing } = useAdvance(desk.storeId, order)
  return (
    <>
      {act.asks !== 'nothing' && <TextField {...ASKED[act.asks]} value={said} onChange={setSaid} />}
      {act.asks === 'reason' && <Text className="order-sheet-warning">顾客花掉的会退回，之后不能再改</Text>}
      <Button
        isDisabled={act.asks === 'reason' && said.trim() === ''}
        isPending={isAdvancing}
        onTap={async () => {
          await advance(act, said)
          onClose()
        }}
      >
        {isAdvancing ? '正在记下' : act.text}
      </Button>
    </>
  )
}

/** One order that waits: what it is, where it goes, and what can be done with it. */
export function OrderSheet(props: Props) {
  const { desk, order, onClose } = props
  const acts = actsOf(order, { isManager: desk.isManager, nowMs: Date.now() })
  // Who comes with a code is served with it: what goes without one is not the first thing offered.
  const usual = isHandedOver(order) && acts[0]?.to !== 'packed' ? null : (acts[0] ?? null)
  const [chosen, setChosen] = useState<Act | null>(usual)
  const others = acts.filter((act) => act !== chosen)
  return (
    <Sheet title={whatText(order)} onClose={onClose}>
      <View className="order-sheet-facts">
        <Text className="order-sheet-name">{`顾客 ${order.maskedName}`}</Text>
        {notesOf(order, dateOf(Date.now())).map((line) => (
          <Text className="order-sheet-note number" key={line}>
            {line}
          </Text>
        ))}
      </View>
      {hasAddress(order) && <AddressOnDemand storeId={desk.storeId} orderId={order.orderId} />}
      {chosen && <Chosen key={chosen.text} act={chosen} {...props} />}
      {isHandedOver(order) && !chosen && <Button onTap={() => openPage('handOver')}>扫兑换码交给顾客</Button>}
      {others.length > 0 && (
        <View className="order-sheet-others">
          {others.map((act) => (
            <Button kind="quiet" key={act.text} onTap={() => setChosen(act)}>
              {act.text}
            </Button>
          ))}
        </View>
      )}
    </Sheet>
  )
}
