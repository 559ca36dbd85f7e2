import { View } from '@tarojs/components'
import './tap-shield.css'

/**
 * Swallows every tap for as long as a double tap lasts, from the moment it appears: its second tap falls on nothing, and
 * not on what has moved under the finger. Under another `key` it is up again.
 */
export function TapShield() {
  return <View className="tap-shield" />
}
