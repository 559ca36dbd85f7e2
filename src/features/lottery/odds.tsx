import { Text, View } from '@tarojs/components'
import { Card } from '@/shared/ui/card'
import { oddsText, stockText, type Wheel, worthText } from './wheel.shared'
import './odds.css'

/** All prizes with what they are worth, how likely they are, and how many there are. */
export function Odds({ wheel, pointsName }: { wheel: Wheel; pointsName: string }) {
  const fallback = wheel.prizes.find(({ prizeId }) => prizeId === wheel.fallback)
  return (
    <Card>
      <View className="odds-head">奖品和概率</View>
      {wheel.prizes.map((prize) => (
        <View key={prize.prizeId} className={prize.left === 0 ? 'odds-row gone' : 'odds-row'}>
          <View className="odds-what">
            <Text className="odds-name">{prize.name}</Text>
            <Text className="odds-worth">{worthText(prize, pointsName)}</Text>
          </View>
          <View className="odds-numbers number">
            <Text className="odds-chance">{oddsText(prize.oddsPpm)}</Text>
            <Text className="odds-stock">{stockText(prize)}</Text>
          </View>
        </View>
      ))}
      {fallback && wheel.prizes.some(({ stock }) => stock !== null) && (
        <Text className="odds-note">{`抽到已经发完的奖品时，换成“${fallback.name}”`}</Text>
      )}
    </Card>
  )
}
