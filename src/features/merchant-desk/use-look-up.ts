import { useEffect, useState } from 'react'
import { type Data, merchant } from '@/shared/api'
import { lookUpWords } from './messages'
import type { Customer } from './named-customer'

/** The customer answers on their own phone; the counter asks this often whether they did. */
const ASK_EVERY_MS = 2_000

type Found = Data<'members.look-up'>

/** A look-up by the last digits of a phone: candidates are masked, and only the customer says who they are. */
export function useLookUp(storeId: string, onFound: (customer: Customer) => void) {
  const [found, setFound] = useState<Found | null>(null)
  const [isAsking, setIsAsking] = useState(false)
  const [trouble, setTrouble] = useState('')

  async function lookUp(phoneTail: string): Promise<void> {
    if (!/^\d{4}$/.test(phoneTail)) return setTrouble('请输入手机号后四位')
    setTrouble('')
    setIsAsking(true)
    const reply = await merchant.query('members.look-up', { storeId, phoneTail })
    setIsAsking(false)
    if (reply.ok) setFound(reply.data)
    else setTrouble(lookUpWords[reply.code])
  }

  useEffect(() => {
    if (!found) return
    const { requestId } = found
    const timer = setInterval(async () => {
      const reply = await merchant.query('members.looked-up', { storeId, requestId })
      if (!reply.ok) return
      const { state, customer } = reply.data
      if (state === 'waiting') return
      clearInterval(timer)
      if (customer) return onFound({ ...customer, named: { memberId: customer.memberId } })
      setFound(null)
      setTrouble('没有等到确认，请再查一次')
    }, ASK_EVERY_MS)
    return () => clearInterval(timer)
  }, [found, storeId])

  return { found, isAsking, trouble, lookUp, forget: () => setFound(null) }
}
