import { Text, View } from '@tarojs/components'
import { CodePictures } from './code-pictures'
import { useBrightScreen } from './use-bright-screen'
import './code-screen.css'

/** A code that does not change while it waits, as of an order to pick up. Dark on white in light and dark. */
export function StillCode({ code, hint }: { code: string; hint: string }) {
  useBrightScreen()
  return (
    <View className="code-screen">
      <View className="code-hint">
        <Text>{hint}</Text>
      </View>
      <CodePictures code={code} />
    </View>
  )
}
