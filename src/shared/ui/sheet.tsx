import { ScrollView, Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { labelled } from './labelled'
import { Shade } from './shade'
import './sheet.css'

interface Props {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A panel from below. It is there while it is rendered; a tap beside it or on the cross closes it. */
export function Sheet({ title, onClose, children }: Props) {
  return (
    <View className="sheet">
      <Shade onTap={onClose} />
      <View className="sheet-panel" {...labelled('dialog', title)}>
        <View className="sheet-head">
          <Text className="sheet-title">{title}</Text>
          <View className="sheet-close" onClick={onClose} {...labelled('button', '关闭')} />
        </View>
        <ScrollView className="sheet-body" scrollY>
          {children}
          <View className="sheet-end" />
        </ScrollView>
      </View>
    </View>
  )
}
