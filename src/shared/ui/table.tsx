import { View } from '@tarojs/components'
import './table.css'

interface Props {
  /** The first names the rows, the others stand above numbers. */
  readonly head: readonly string[]
  readonly rows: readonly { readonly key: string; readonly cells: readonly string[] }[]
  /** The sums, under a line. */
  readonly foot?: readonly string[]
}

function Row({ cells, part }: { cells: readonly string[]; part: 'head' | 'body' | 'foot' }) {
  return (
    <View className={`table-row ${part}`}>
      {cells.map((cell, at) => (
        // A row has as many cells as the head, in its order.
        <View key={at} className={at === 0 ? 'table-name' : 'table-number number'}>
          {cell}
        </View>
      ))}
    </View>
  )
}

/** Names on the left, numbers under each other on the right. */
export function Table({ head, rows, foot }: Props) {
  return (
    <View className="table">
      <Row cells={head} part="head" />
      {rows.map(({ key, cells }) => (
        <Row key={key} cells={cells} part="body" />
      ))}
      {foot && <Row cells={foot} part="foot" />}
    </View>
  )
}
