import { Text, View } from '@tarojs/components'
import { labelled } from './labelled'
import './notice.css'

interface Props {
  readonly text: string
  /** Leads to where more is said. */
  readonly onTap?: () => void
  /** `plain` is for what asks for nothing. */
  readonly tone?: 'warn' | 'plain'
}

/** Something true of the whole page right now. */
export function Notice({ text, onTap, tone = 'warn' }: Props) {
  if (!onTap)
    return (
      <View className={`notice ${tone}`} {...labelled('status', text)}>
        <Text>{text}</Text>
      </View>
    )
  return (
    <View className={`notice ${tone} opens`} hoverClass="pressed" onClick={onTap} {...labelled('button', text)}>
      <Text>{text}</Text>
    </View>
  )
}
