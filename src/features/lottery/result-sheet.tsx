import { Text, View } from '@tarojs/components'
import { openPage } from '@/shared/routes'
import { Button } from '@/shared/ui/button'
import { ButtonPair } from '@/shared/ui/button-pair'
import { iconClass } from '@/shared/ui/icon'
import { labelled } from '@/shared/ui/labelled'
import { Sheet } from '@/shared/ui/sheet'
import { type Drawn, resultOf } from './wheel.shared'
import './result-sheet.css'

interface Props {
  readonly drawn: Drawn
  readonly pointsName: string
  readonly onClose: () => void
}

/** What came of a draw. It looks the same whether something was won or not. */
export function ResultSheet({ drawn, pointsName, onClose }: Props) {
  const { title, text } = resultOf(drawn, pointsName)
  const isCoupon = drawn.prize.kind === 'coupon' || drawn.prize.kind === 'item'
  return (
    <Sheet title="抽奖结果" onClose={onClose}>
      <View className="draw-result" {...labelled('status', `${title}。${text}`)}>
        <View className="draw-result-sign">
          <View className={iconClass(drawn.prize.kind === 'thanks' ? 'check' : 'gift')} />
        </View>
        <Text className="draw-result-title">{title}</Text>
        <Text className="draw-result-text">{text}</Text>
        <Text className="draw-result-note">{`第 ${drawn.draw.number} 次抽奖，明天可以在抽奖记录里验证`}</Text>
      </View>
      {isCoupon ? (
        <ButtonPair>
          <Button kind="quiet" onTap={onClose}>
            好的
          </Button>
          <Button onTap={() => openPage('wallet')}>去卡包</Button>
        </ButtonPair>
      ) : (
        <Button onTap={onClose}>好的</Button>
      )}
    </Sheet>
  )
}
