import { View } from '@tarojs/components'
export default function P() {
  return (
    <View ariaLabel="x" ariaRole="button" compileMode>
      hi
    </View>
  )
}
