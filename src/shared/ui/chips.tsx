import { ScrollView, View } from '@tarojs/components'
import { labelled } from './labelled'
import './chips.css'

interface Props<Name extends string> {
  readonly chips: readonly { readonly name: Name; readonly text: string }[]
  readonly selected: Name
  readonly onSelect: (name: Name) => void
}

/** A row of choices that may be longer than the screen is wide: a finger moves it. */
export function Chips<Name extends string>({ chips, selected, onSelect }: Props<Name>) {
  return (
    <ScrollView className="chips" scrollX enhanced showScrollbar={false}>
      <View className="chips-row">
        {chips.map(({ name, text }) => (
          <View
            key={name}
            className={name === selected ? 'chip selected' : 'chip'}
            onClick={() => onSelect(name)}
            {...labelled('tab', name === selected ? `${text}，已选中` : text)}
          >
            {text}
          </View>
        ))}
      </View>
    </ScrollView>
  )
}
