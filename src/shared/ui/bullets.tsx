import { View } from '@tarojs/components'
import './bullets.css'

interface Props {
  readonly lines: readonly string[]
  /** Quiet where they are beside the point of the page. */
  readonly tone?: 'plain' | 'quiet'
}

/** Sentences of equal weight under each other, each with its dot. */
export function Bullets({ lines, tone = 'plain' }: Props) {
  return (
    <View className={`bullets ${tone}`}>
      {lines.map((line) => (
        <View className="bullet" key={line}>
          {line}
        </View>
      ))}
    </View>
  )
}
