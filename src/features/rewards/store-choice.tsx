import { Text, View } from '@tarojs/components'
import { Chips } from '@/shared/ui/chips'
import type { Reward } from './reward-details'
import { choicesOf, choiceText } from './store-choice.shared'
import './store-choice.css'

interface Props {
  readonly stores: Reward['stores']
  readonly chosen: string
  readonly onChoose: (storeId: string) => void
}

/** Where to come for it, for what several stores hand over: any of them, where nothing is chosen. */
export function StoreChoice({ stores, chosen, onChoose }: Props) {
  const choices = choicesOf(stores)
  return (
    <View className="store-choice">
      <Text className="store-choice-name">在哪家店</Text>
      {choices.length > 0 && <Chips chips={choices} selected={chosen} onSelect={onChoose} />}
      <Text className="store-choice-note">{choiceText(stores, chosen)}</Text>
    </View>
  )
}
