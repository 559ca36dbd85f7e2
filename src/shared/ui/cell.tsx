import { Text, View } from '@tarojs/components'
import { labelled } from './labelled'
import { Tag } from './tag'
import './cell.css'

interface Props {
  readonly title: string
  readonly value?: string
  /** Something about it that waits. */
  readonly tag?: string
  readonly onTap?: () => void
}

/** One line of a list of things to read or to open. */
export function Cell({ title, value = '', tag = '', onTap }: Props) {
  const content = (
    <>
      <Text className="cell-title">{title}</Text>
      <Text className="cell-value">{value}</Text>
      {tag && <Tag text={tag} tone="warn" />}
    </>
  )
  if (!onTap) return <View className="cell">{content}</View>
  return (
    <View
      className="cell opens"
      hoverClass="pressed"
      onClick={onTap}
      {...labelled('button', [title, value, tag].filter(Boolean).join(' '))}
    >
      {content}
    </View>
  )
}
