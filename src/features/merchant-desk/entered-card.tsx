import { Text, View } from '@tarojs/components'
import { useState, useSyncExternalStore } from 'react'
import { line } from '@/shared/api'
import { moneyText } from '@/shared/format/money'
import { usePointsName } from '@/shared/theme/programme'
import { Card } from '@/shared/ui/card'
import { labelled } from '@/shared/ui/labelled'
import { recordedText } from './counter.shared'
import { useIsLate } from './late'
import { UndoDialog } from './undo-dialog'
import type { Entered } from './use-counter'
import './entered-card.css'

interface Props {
  readonly storeId: string
  readonly entered: Entered
  readonly onClose: () => void
}

/** The order just entered: what came of it, and the way back while it is fresh. */
export function EnteredCard({ storeId, entered, onClose }: Props) {
  const { name, amountFen, enteredAtMs, recorded } = entered
  const pointsName = usePointsName()
  const [isAsking, setIsAsking] = useState(false)
  const isReachable = useSyncExternalStore(line.subscribe, line.isReachable)
  const isLate = useIsLate(enteredAtMs)
  // It stands among the unconfirmed then.
  if (!recorded && (isLate || !isReachable)) return null
  return (
    <Card>
      <View className="entered" {...labelled('status', recorded ? '已记上' : '正在记录')}>
        <View className="entered-lines">
          <Text className="entered-title">{`${name} ${moneyText(amountFen)} 元`}</Text>
          <Text className={recorded ? 'entered-text recorded' : 'entered-text'}>
            {recorded ? recordedText(recorded, Date.now(), pointsName) : '正在记录…'}
          </Text>
        </View>
        {recorded && (
          <View
            className="entered-undo"
            onClick={() => setIsAsking(true)}
            {...labelled('button', `撤销 ${moneyText(amountFen)} 元`)}
          >
            撤销
          </View>
        )}
      </View>
      {isAsking && (
        <UndoDialog storeId={storeId} order={entered} onUndone={onClose} onClose={() => setIsAsking(false)} />
      )}
    </Card>
  )
}
