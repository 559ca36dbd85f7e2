import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { type Data, merchant } from '@/shared/api'
import { scanCode, useHandedCodes } from '@/shared/code/scan'
import { TypeCodeSheet } from '@/shared/code/type-code-sheet'
import { dateOf, momentText } from '@/shared/format/dates'
import { priceText } from '@/shared/format/money'
import { Button } from '@/shared/ui/button'
import { Card } from '@/shared/ui/card'
import { say } from '@/shared/ui/say'
import { memberCodeOf } from './counter.shared'
import { handOverWords } from './messages'
import type { Store } from './use-desk'
import './hand-over.css'

type Waiting = Data<'rewards.at-counter'>

function useHandOver({ storeId }: Store) {
  const [found, setFound] = useState<(Waiting & { readonly code: string }) | null>(null)
  const { isPending, perform } = merchant.useCommand('rewards.hand-over')

  async function look(code: string): Promise<void> {
    const reply = await merchant.query('rewards.at-counter', { storeId, code })
    if (reply.ok) setFound({ ...reply.data, code })
    else say(handOverWords[reply.code])
  }

  async function handOver(): Promise<void> {
    if (!found) return
    const reply = await perform({ storeId, code: found.code })
    say(reply.ok ? '交给顾客了' : handOverWords[reply.code])
    if (reply.ok) setFound(null)
  }

  return { found, look, isPending, handOver, leave: () => setFound(null) }
}

/** Somebody comes for what they redeemed: scan, look, hand over. */
export function HandOver({ store }: { store: Store }) {
  const { found, look, isPending, handOver, leave } = useHandOver(store)
  const [isTyping, setIsTyping] = useState(false)
  const read = (text: string) => {
    setIsTyping(false)
    const code = memberCodeOf(text)
    if (code) void look(code)
    else say('这不是兑换码')
  }
  useHandedCodes(read)

  async function scan(): Promise<void> {
    const text = await scanCode()
    if (text === null) return setIsTyping(true)
    read(text)
  }

  if (found)
    return (
      <Card>
        <View className="hand-over">
          <Text className="hand-over-title">{`${found.title} × ${found.quantity}`}</Text>
          <Text className="hand-over-note">{`顾客 ${found.maskedName}`}</Text>
          {found.slot && (
            <Text className="hand-over-note">{`${momentText(found.slot.startsAtMs, dateOf(Date.now()))}开始`}</Text>
          )}
          {found.payFen > 0 && <Text className="hand-over-pay number">{`先收 ${priceText(found.payFen)}`}</Text>}
        </View>
        <Button isDisabled={!found.canBeHandedOver} isPending={isPending} onTap={handOver}>
          {found.canBeHandedOver ? '交给顾客' : '已经领过或取消了'}
        </Button>
        <View className="hand-over-leave">
          <Button kind="quiet" onTap={leave}>
            换一单
          </Button>
        </View>
      </Card>
    )
  return (
    <Card>
      <Button onTap={scan}>扫兑换码</Button>
      <View className="hand-over-leave">
        <Button kind="quiet" onTap={() => setIsTyping(true)}>
          输入兑换码
        </Button>
      </View>
      {isTyping && <TypeCodeSheet title="输入兑换码" onCode={read} onClose={() => setIsTyping(false)} />}
    </Card>
  )
}
