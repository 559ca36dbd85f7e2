import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import './button-pair.css'

/** Two buttons side by side, equally wide; larger text puts them one under the other. */
export function ButtonPair({ children }: { children: ReactNode }) {
  return <View className="button-pair">{children}</View>
}
