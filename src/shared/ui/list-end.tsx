import { View } from '@tarojs/components'
import { labelled } from './labelled'
import './list-end.css'

interface Props {
  readonly hasMore: boolean
  /** What the way to more is called: 看更早的明细. */
  readonly moreText: string
  /** Why the last page did not come. */
  readonly trouble: string | null
  readonly onMore: () => void
}

/** The foot of a list: that this is all, or the way to more. Scrolling asks by itself; a tap asks again. */
export function ListEnd({ hasMore, moreText, trouble, onMore }: Props) {
  if (!hasMore) return <View className="list-end">都在这里了</View>
  return (
    <View className="list-end" onClick={onMore} {...labelled('button', moreText)}>
      {trouble ? `${trouble}，点这里重试` : moreText}
    </View>
  )
}
