import { useEffect, useState } from 'react'
import { type Data, merchant } from '@/shared/api'
import { fenOf, typedOf } from '@/shared/keypad/typed-amount'
import { refundWords } from './messages'

type Order = Data<'orders.find'>

const MAY_BE_STALE: readonly string[] = ['refund_exists_with_other_content', 'refund_exceeds_order']

/** Names a refund once, so that a second tap on the same amount of the same order is the same refund. */
const refundNoOf = (order: Order): string => `R${order.refunds.length + 1}`

/** An order found by its number, and how much of it goes back. */
export function useRefund(storeId: string, orderNoAsked: string) {
  const [orderNo, setOrderNo] = useState(orderNoAsked)
  const [order, setOrder] = useState<Order | null>(null)
  const [typed, setTyped] = useState('')
  const [isFinding, setIsFinding] = useState(orderNoAsked !== '')
  const [trouble, setTrouble] = useState('')
  const [done, setDone] = useState<Data<'orders.refund'> | null>(null)
  const refunding = merchant.useCommand('orders.refund')

  async function load(wanted: string): Promise<void> {
    setIsFinding(true)
    const reply = await merchant.query('orders.find', { storeId, orderNo: wanted })
    setIsFinding(false)
    if (!reply.ok) return setTrouble(refundWords[reply.code])
    setOrder(reply.data)
    // Most refunds are whole: then there is nothing to type.
    setTyped(typedOf(reply.data.leftFen))
  }

  async function find(): Promise<void> {
    const wanted = orderNo.trim()
    if (!wanted) return setTrouble('请输入单号')
    setTrouble('')
    await load(wanted)
  }
  useEffect(() => {
    if (orderNoAsked) void load(orderNoAsked)
  }, [])

  async function refund(): Promise<void> {
    if (!order) return
    setTrouble('')
    const reply = await refunding.perform({
      storeId,
      orderNo: order.orderNo,
      refundNo: refundNoOf(order),
      amountFen: fenOf(typed),
    })
    if (reply.ok) {
      setDone(reply.data)
      return setOrder(null)
    }
    setTrouble(refundWords[reply.code])
    // Somebody was faster: what is shown of the order is out of date, and so is the number that this refund would have.
    if (MAY_BE_STALE.includes(reply.code)) await load(order.orderNo)
  }

  return {
    orderNo,
    setOrderNo,
    order,
    typed,
    setTyped,
    amountFen: fenOf(typed),
    isFinding,
    find,
    isRefunding: refunding.isPending,
    refund,
    trouble,
    done,
    again() {
      setDone(null)
      setOrder(null)
      setOrderNo('')
      setTrouble('')
    },
  }
}
