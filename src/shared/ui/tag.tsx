import { Text } from '@tarojs/components'
import './tag.css'

/** A word or two about state. `warn` is for what should be done soon. */
export function Tag({ text, tone = 'plain' }: { text: string; tone?: 'plain' | 'warn' }) {
  return <Text className={`tag ${tone}`}>{text}</Text>
}
