import { View } from '@tarojs/components'
import { useState } from 'react'
import { useQuery } from '@/shared/api'
import { openPage } from '@/shared/routes'
import { Button } from '@/shared/ui/button'
import { Sheet } from '@/shared/ui/sheet'
import { Skeleton } from '@/shared/ui/skeleton'
import { Unavailable } from '@/shared/ui/unavailable'
import { Why } from '@/shared/why/why'
import { entryWords } from './messages'
import { ReceiptCheck } from './receipt-check'
import { amountText, type Entry } from './statement.shared'
import './why-sheet.css'

/** Why an entry has the points it has, and its receipt. */
export function WhySheet({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const { data, code, reload } = useQuery('points.explain', { seq: entry.seq })
  const amount = amountText(entry.points)
  const [isChecking, setIsChecking] = useState(false)

  return (
    <Sheet title={`为什么${amount && `是 ${amount}`}`} onClose={onClose}>
      {!data && code && <Unavailable text={entryWords[code]} code={code} onRetry={reload} />}
      {!data && !code && <Skeleton shape="card" />}
      {data && <Why explained={data} onCampaign={(campaignId) => openPage('campaign', { campaignId })} />}
      {(data || code) && (
        <View className="why-receipt">
          {isChecking ? (
            <ReceiptCheck entry={entry} />
          ) : (
            <Button kind="quiet" onTap={() => setIsChecking(true)}>
              核对凭证
            </Button>
          )}
        </View>
      )}
    </Sheet>
  )
}
