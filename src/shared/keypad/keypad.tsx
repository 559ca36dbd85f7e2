import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { labelled } from '../ui/labelled'
import { shownAmount } from './shown-amount'
import { KEYS, pressed, shortened } from './typed-amount'
import './keypad.css'

interface Props {
  /** What was typed so far; `fenOf` says how much that is. Empty at first and to begin anew. */
  readonly typed: string
  readonly onTyped: (typed: string) => void
  /** What the amount is of, above it. */
  readonly title: string
  /** One button that says what happens. */
  readonly children: ReactNode
}

const SPOKEN: Readonly<Record<string, string>> = { '.': '点', '00': '两个零' }

/** A number pad of our own for amounts: nothing rises from below, and the amount stands large above the thumb. */
export function Keypad({ typed, onTyped, title, children }: Props) {
  const amount = shownAmount(typed)
  return (
    <View className="keypad">
      <Text className="keypad-title">{title}</Text>
      <View className="keypad-amount number">
        <Text className="keypad-sign">¥</Text>
        <Text className={typed ? 'keypad-typed' : 'keypad-typed blank'}>{amount}</Text>
        <View
          className="keypad-delete"
          hoverClass="pressed"
          onClick={() => onTyped(shortened(typed))}
          onLongPress={() => onTyped('')}
          {...labelled('button', '删除')}
        />
      </View>
      <View className="keypad-keys">
        {KEYS.map((key) => (
          <View
            key={key}
            className="keypad-key number"
            hoverClass="pressed"
            hoverStayTime={60}
            onClick={() => onTyped(pressed(typed, key))}
            {...labelled('button', SPOKEN[key] ?? key)}
          >
            {key}
          </View>
        ))}
      </View>
      {children}
    </View>
  )
}
