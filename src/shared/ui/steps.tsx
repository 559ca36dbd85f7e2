import { Text, View } from '@tarojs/components'
import { labelled } from './labelled'
import './steps.css'

interface Props {
  readonly steps: readonly string[]
  /** How many are behind; the next one is where one stands. */
  readonly done: number
}

/** A way of a few steps: what is behind, where one stands, what comes. */
export function Steps({ steps, done }: Props) {
  const now = steps[done]
  const spoken = now ? `第 ${done + 1} 步，共 ${steps.length} 步：${now}` : `${steps.length} 步都完成了`
  return (
    <View className="steps" {...labelled('img', spoken)}>
      {steps.map((text, at) => (
        <View key={text} className={at < done ? 'way-step done' : at === done ? 'way-step now' : 'way-step'}>
          <View className="way-dot" />
          <Text className="way-text">{text}</Text>
        </View>
      ))}
    </View>
  )
}
