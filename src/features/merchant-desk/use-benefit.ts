import { merchant } from '@/shared/api'
import { say } from '@/shared/ui/say'
import { benefitWords } from './messages'
import type { Customer } from './named-customer'

/** Uses a benefit of whoever is served, by the code that was scanned; `onLeft` hears how much of it is left. */
export function useBenefit(
  { storeId, customer }: { storeId: string; customer: Customer | null },
  onLeft: (benefitId: string, left: number) => void,
) {
  const { isPending, perform } = merchant.useCommand('benefits.use')
  async function use(benefitId: string): Promise<void> {
    if (!customer || 'memberId' in customer.named) return
    const { memberCode, scannedAtMs } = customer.named
    const reply = await perform({ storeId, memberCode, benefitId, scannedAtMs })
    if (!reply.ok) return say(benefitWords[reply.code])
    say(`已使用${reply.data.name}`)
    onLeft(benefitId, reply.data.left)
  }
  return { isUsing: isPending, use }
}
