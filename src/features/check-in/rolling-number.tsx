import { Text, View } from '@tarojs/components'
import { labelled } from '@/shared/ui/labelled'
import { columnsBetween } from './rolling-number.shared'
import './rolling-number.css'

/**
 * A number that counts up once. The digits roll by CSS, so the count costs one update of the page, and someone who
 * asked their phone for less motion sees the new number at once.
 */
export function RollingNumber({ from, to }: { from: number; to: number }) {
  return (
    <View className="rolling number" {...labelled('img', String(to))}>
      {columnsBetween({ from, to }).map((column, at) => (
        <View key={at} className="rolling-place">
          <View className={column.length > 1 ? `rolling-digits past-${column.length - 1}` : 'rolling-digits'}>
            {column.map((digit) => (
              <Text key={digit} className="rolling-digit">
                {digit}
              </Text>
            ))}
          </View>
        </View>
      ))}
    </View>
  )
}
