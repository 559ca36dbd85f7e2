import { Text, View } from '@tarojs/components'
import { labelled } from './labelled'
import './quantity.css'

interface Props {
  readonly value: number
  readonly most: number
  readonly onChange: (value: number) => void
}

/** How many, one at a time: at least one. */
export function Quantity({ value, most, onChange }: Props) {
  const step = (by: number, text: string, name: string) => {
    const next = value + by
    const isEnd = next < 1 || next > most
    return (
      <View
        className={isEnd ? 'quantity-step at-end' : 'quantity-step'}
        onClick={() => !isEnd && onChange(next)}
        {...labelled('button', isEnd ? `${name}，到头了` : name)}
      >
        {text}
      </View>
    )
  }
  return (
    <View className="quantity">
      <Text className="quantity-name">数量</Text>
      {step(-1, '−', '少一份')}
      <Text className="quantity-value number">{value}</Text>
      {step(1, '+', '多一份')}
    </View>
  )
}
