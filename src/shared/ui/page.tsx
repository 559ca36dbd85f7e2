import { View } from '@tarojs/components'
import Taro, { useDidShow } from '@tarojs/taro'
import { type ReactNode, useEffect, useSyncExternalStore } from 'react'
import { line } from '../api'
import { accentVariables, useFreshProgramme } from '../theme/programme'
import { Notice } from './notice'

/**
 * The root of every page: the shop's colour, its name on top where the page has no title, and the state of the line.
 * Until the programme is known a page keeps the title of its config: the shop's word for points may be in the other.
 */
export function Page({ title, children }: { title?: string; children: ReactNode }) {
  const programme = useFreshProgramme()
  const isReachable = useSyncExternalStore(line.subscribe, line.isReachable)
  const shownTitle = programme && (title ?? programme.brand.name)
  const showTitle = () => {
    if (shownTitle) void Taro.setNavigationBarTitle({ title: shownTitle })
  }
  useEffect(showTitle, [shownTitle])
  useDidShow(showTitle)

  return (
    <View className="page" style={accentVariables(programme)}>
      {!isReachable && <Notice text="网络不通，正在重连。您做过的操作会自动补上" />}
      {children}
    </View>
  )
}
