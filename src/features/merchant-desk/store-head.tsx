import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { labelled } from '@/shared/ui/labelled'
import type { Me, Store } from './use-desk'
import './store-head.css'

interface Props {
  readonly me: Me
  readonly store: Store
  readonly onChoose: (storeId: string) => void
}

/** Where I work now; a tap changes it for who works at several stores. */
export function StoreHead({ me, store, onChoose }: Props) {
  const hasChoice = me.stores.length > 1
  async function choose(): Promise<void> {
    try {
      const { tapIndex } = await Taro.showActionSheet({ itemList: me.stores.map(({ name }) => name) })
      const chosen = me.stores[tapIndex]
      if (chosen) onChoose(chosen.storeId)
    } catch {
      // Left without choosing.
    }
  }
  const content = (
    <>
      <Text className="store-name">{store.name}</Text>
      <Text className="store-staff">{hasChoice ? `${me.name} · 换门店` : me.name}</Text>
    </>
  )
  if (!hasChoice) return <View className="store-head">{content}</View>
  return (
    <View className="store-head" onClick={choose} {...labelled('button', `${store.name}，换门店`)}>
      {content}
    </View>
  )
}
