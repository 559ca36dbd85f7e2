import { useEffect, useRef, useState } from 'react'
import { type Data, type Input, merchant } from '@/shared/api'
import { fenOf } from '@/shared/keypad/typed-amount'
import { say } from '@/shared/ui/say'
import { isUnknownYet } from './counter.shared'
import { recordWords, scanWords } from './messages'
import type { Customer } from './named-customer'
import { newOrderNo } from './order-no.shared'
import { useBenefit } from './use-benefit'
import { useCoupon } from './use-coupon'

/** An order just entered; its answer comes when the network lets it. */
export interface Entered {
  readonly orderNo: string
  readonly name: string
  readonly amountFen: number
  readonly enteredAtMs: number
  readonly recorded: Data<'orders.record'> | null
}

/** Typing is followed by asking what it would earn: not at every digit. */
const PREVIEW_AFTER_MS = 250

function usePreview(storeId: string, customer: Customer | null, amountFen: number) {
  const [preview, setPreview] = useState<{ readonly amountFen: number; readonly points: number } | null>(null)
  useEffect(() => {
    if (!customer || amountFen === 0) return
    const { named } = customer
    const who = 'memberId' in named ? named : { memberCode: named.memberCode, paidAtMs: named.scannedAtMs }
    let isCurrent = true
    const timer = setTimeout(async () => {
      const reply = await merchant.query('orders.preview', { storeId, ...who, amountFen })
      if (isCurrent && reply.ok) setPreview({ amountFen, points: reply.data.points })
    }, PREVIEW_AFTER_MS)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [storeId, customer, amountFen])
  return customer && preview?.amountFen === amountFen ? preview.points : null
}

/** The order that was entered last, from the tap to its answer. */
function useEntering(storeId: string) {
  const [entered, setEntered] = useState<Entered | null>(null)

  async function enter(order: Omit<Input<'orders.record'>, 'storeId'>, name: string): Promise<void> {
    const { orderNo, amountFen } = order
    const now = { orderNo, name, amountFen, enteredAtMs: Date.now(), recorded: null }
    setEntered(now)
    const reply = await merchant.perform('orders.record', { storeId, ...order })
    // While it was on its way the next customer may have come: only what is still shown is filled in.
    setEntered((shown) => {
      if (shown?.orderNo !== orderNo) return shown
      return reply.ok ? { ...now, recorded: reply.data } : null
    })
    if (!reply.ok && reply.code !== 'unanswered') say(recordWords[reply.code])
  }

  return { entered, enter, clearEntered: () => setEntered(null) }
}

const withLeft = (customer: Customer, benefitId: string, left: number): Customer => ({
  ...customer,
  benefits: customer.benefits.map((one) => (one.benefitId === benefitId ? { ...one, left } : one)),
})

/** The counter's one flow: who is it, how much, done. Nothing waits for the network but the names. */
export function useCounter(storeId: string) {
  const [customer, setCustomer] = useState<Customer | null>(null)
  const [typed, setTyped] = useState('')
  const [isReading, setIsReading] = useState(false)
  const [isUsingCoupon, setIsUsingCoupon] = useState(false)
  const [confirmations, setConfirmations] = useState(0)
  const { entered, enter, clearEntered } = useEntering(storeId)
  // Made once for each customer: whatever is tapped again, the order and its coupon keep their number.
  const orderNo = useRef('')
  const amountFen = fenOf(typed)
  const couponFlow = useCoupon(storeId, amountFen)
  const payableFen = couponFlow.coupon?.payableFen ?? amountFen
  const points = usePreview(storeId, customer, payableFen)
  const benefit = useBenefit({ storeId, customer }, (benefitId, left) =>
    setCustomer((shown) => shown && withLeft(shown, benefitId, left)),
  )

  function serve(next: Customer | null): void {
    setCustomer(next)
    setTyped('')
    if (next) {
      clearEntered()
      orderNo.current = newOrderNo(Date.now(), Math.random)
    }
  }

  async function read(memberCode: string): Promise<void> {
    const readAtMs = Date.now()
    setIsReading(true)
    const reply = await merchant.query('members.scan', { storeId, memberCode })
    setIsReading(false)
    if (reply.ok) {
      const { scannedAtMs, ...customer } = reply.data
      return serve({ ...customer, named: { memberCode, scannedAtMs } })
    }
    say(scanWords[reply.code])
    // By this phone's clock, since the shop's could not be asked: the code was good when it was read.
    if (isUnknownYet(reply.code))
      serve({ name: '会员', tier: null, benefits: [], named: { memberCode, scannedAtMs: readAtMs } })
  }

  async function record(): Promise<void> {
    if (!customer || amountFen === 0) return
    const { named, name } = customer
    const who = 'memberId' in named ? named : { memberCode: named.memberCode, paidAtMs: named.scannedAtMs }
    // A coupon is used first, and needs the network: an order without one waits for nothing.
    setIsUsingCoupon(couponFlow.coupon !== null)
    const paidFen = await couponFlow.use(orderNo.current)
    setIsUsingCoupon(false)
    if (paidFen === null) return
    serve(null)
    setConfirmations((before) => before + 1)
    if (paidFen === 0) return say('用券付清了')
    await enter({ orderNo: orderNo.current, amountFen: paidFen, ...who }, name)
  }

  return {
    customer,
    typed,
    setTyped,
    amountFen,
    payableFen,
    couponFlow,
    points,
    isReading,
    isUsingCoupon,
    /** How many orders were confirmed since the page was opened. */
    confirmations,
    entered,
    read,
    serve,
    record,
    benefit,
    clearEntered,
  }
}

export type Counter = ReturnType<typeof useCounter>
