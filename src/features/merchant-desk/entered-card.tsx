import { Text, View } from '@tarojs/components'
import { moneyText } from '@/shared/format/money'
import { usePointsName } from '@/shared/theme/programme'
import { Card } from '@/shared/ui/card'
import { labelled } from '@/shared/ui/labelled'
import { recordedText } from './counter.shared'
import type { Entered } from './use-counter'
import { useUndo } from './use-undo'
import './entered-card.css'

interface Props {
  readonly storeId: string
  readonly entered: Entered
  readonly onClose: () => void
}

/** The order just entered: what came of it, and the way back while it is fresh. */
export function EnteredCard({ storeId, entered, onClose }: Props) {
  const { orderNo, name, amountFen, recorded } = entered
  const pointsName = usePointsName()
  const { undo, isUndoing } = useUndo(storeId)
  return (
    <Card>
      <View className="entered" {...labelled('status', recorded ? '已记上' : '正在记录')}>
        <View className="entered-lines">
          <Text className="entered-title">{`${name} ${moneyText(amountFen)} 元`}</Text>
          <Text className="entered-text">
            {recorded ? recordedText(recorded, Date.now(), pointsName) : '正在记录…'}
          </Text>
        </View>
        {recorded && (
          <View
            className="entered-undo"
            onClick={async () => !isUndoing && (await undo(orderNo)) && onClose()}
            {...labelled('button', `撤销 ${moneyText(amountFen)} 元`)}
          >
            {isUndoing ? '正在撤销' : '撤销'}
          </View>
        )}
      </View>
    </Card>
  )
}
