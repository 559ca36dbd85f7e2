import Taro, { useDidShow } from '@tarojs/taro'
import { type ReactNode, useEffect } from 'react'
import { useProgramme } from '@/shared/theme/programme'
import { Page } from '@/shared/ui/page'

const MALL = 1

/** A page of the tab bar. The bar is not ours to render, so each of its pages names the mall after the shop's points. */
export function TabPage({ children }: { children: ReactNode }) {
  const name = useProgramme()?.brand.pointsName
  const nameMall = () => {
    if (!name) return
    // Refused while another page covers this one; it is done again when this one comes back.
    Taro.setTabBarItem({ index: MALL, text: `${name}商城` }).catch(() => {})
  }
  useEffect(nameMall, [name])
  useDidShow(nameMall)
  return <Page>{children}</Page>
}
