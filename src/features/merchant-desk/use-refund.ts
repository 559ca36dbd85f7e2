import { useState } from 'react'
import { type Data, merchant } from '@/shared/api'
import { fenOf, typedOf } from '@/shared/keypad/typed-amount'
import { refundWords } from './messages'

type Order = Data<'orders.find'>

/** Names a refund once, so that a second tap on the same amount of the same order is the same refund. */
const refundNoOf = (order: Order): string => `R${order.refunds.length + 1}`

/** An order found by its number, and how much of it goes back. */
export function useRefund(storeId: string, orderNoAsked: string) {
  const [orderNo, setOrderNo] = useState(orderNoAsked)
  const [order, setOrder] = useState<Order | null>(null)
  const [typed, setTyped] = useState('')
  const [isFinding, setIsFinding] = useState(false)
  const [trouble, setTrouble] = useState('')
  const [done, setDone] = useState<Data<'orders.refund'> | null>(null)
  const refunding = merchant.useCommand('orders.refund')

  async function find(): Promise<void> {
    const wanted = orderNo.trim()
    if (!wanted) return setTrouble('请输入单号')
    setTrouble('')
    setIsFinding(true)
    const reply = await merchant.query('orders.find', { storeId, orderNo: wanted })
    setIsFinding(false)
    if (!reply.ok) return setTrouble(refundWords[reply.code])
    setOrder(reply.data)
    // Most refunds are whole: then there is nothing to type.
    setTyped(typedOf(reply.data.leftFen))
  }

  async function refund(): Promise<void> {
    if (!order) return
    setTrouble('')
    const reply = await refunding.perform({
      storeId,
      orderNo: order.orderNo,
      refundNo: refundNoOf(order),
      amountFen: fenOf(typed),
    })
    if (!reply.ok) return setTrouble(refundWords[reply.code])
    setDone(reply.data)
    setOrder(null)
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
    },
  }
}
