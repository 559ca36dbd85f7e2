import { Text, View } from '@tarojs/components'
import { labelled } from '@/shared/ui/labelled'
import './sums.css'

/** A few large numbers beside each other, each with its name under it. */
export function Sums({ sums }: { sums: readonly (readonly [name: string, value: string])[] }) {
  return (
    <View className="sums">
      {sums.map(([name, value]) => (
        <View key={name} className="sums-one" {...labelled('img', `${name} ${value}`)}>
          <Text className="sums-value number">{value}</Text>
          <Text className="sums-name">{name}</Text>
        </View>
      ))}
    </View>
  )
}
