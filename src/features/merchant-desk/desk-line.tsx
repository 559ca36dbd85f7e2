import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { labelled } from '@/shared/ui/labelled'
import { Tag } from '@/shared/ui/tag'
import './desk-line.css'

interface Props {
  readonly name: string
  readonly tag?: { readonly text: string; readonly tone: 'plain' | 'warn' } | null
  readonly note: string
  /** On the right, and small under it. */
  readonly number?: string
  readonly numberNote?: string
  /** Tells more about it. */
  readonly onOpen?: () => void
  /** What can be done about it. `label` says of what, for who does not see the line. */
  readonly act?: { readonly text: string; readonly label: string; readonly onTap: () => void } | null
}

/** One thing of a list at the counter; lines without an act keep its room, so that the numbers stand under each other. */
export function DeskLine({ name, tag = null, note, number = '', numberNote = '', onOpen, act = null }: Props) {
  return (
    <View className="desk-line">
      <View
        className="desk-line-said"
        {...(onOpen && {
          hoverClass: 'pressed',
          onClick: onOpen,
          ...labelled('button', [name, number, numberNote].join(' ')),
        })}
      >
        <View className="desk-line-texts">
          <View className="desk-line-head">
            <Text className="desk-line-name">{name}</Text>
            {tag && <Tag {...tag} />}
          </View>
          <Text className="desk-line-note number">{note}</Text>
        </View>
        {number && (
          <View className="desk-line-numbers">
            <Text className="desk-line-number number">{number}</Text>
            {numberNote && <Text className="desk-line-note number">{onOpen ? `${numberNote} ›` : numberNote}</Text>}
          </View>
        )}
      </View>
      {act ? (
        <View className="desk-line-act" onClick={act.onTap} {...labelled('button', act.label)}>
          {act.text}
        </View>
      ) : (
        <View className="desk-line-act" />
      )}
    </View>
  )
}

export function DeskLines({ children }: { children: ReactNode }) {
  return <View className="desk-lines">{children}</View>
}
