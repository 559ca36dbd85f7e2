import { View } from '@tarojs/components'
import { labelled } from './labelled'
import './tabs.css'

interface Props<Name extends string> {
  readonly tabs: readonly { readonly name: Name; readonly text: string }[]
  readonly selected: Name
  readonly onSelect: (name: Name) => void
}

export function Tabs<Name extends string>({ tabs, selected, onSelect }: Props<Name>) {
  return (
    <View className="tabs">
      {tabs.map(({ name, text }) => (
        <View
          key={name}
          className={name === selected ? 'tab selected' : 'tab'}
          onClick={() => onSelect(name)}
          {...labelled('tab', name === selected ? `${text}，已选中` : text)}
        >
          {text}
        </View>
      ))}
    </View>
  )
}
