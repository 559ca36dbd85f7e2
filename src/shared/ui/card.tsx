import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { labelled } from './labelled'
import './card.css'

/** A surface. With `onTap` it is one big button, so `label` says where it leads. */
export function Card({ children, onTap, label }: { children: ReactNode; onTap?: () => void; label?: string }) {
  if (!onTap) return <View className="card">{children}</View>
  return (
    <View className="card" hoverClass="pressed" onClick={onTap} {...labelled('button', label ?? '')}>
      {children}
    </View>
  )
}
