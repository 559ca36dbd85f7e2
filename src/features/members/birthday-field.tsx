import { Picker, Text, View } from '@tarojs/components'
import { useState } from 'react'
import { monthDayText } from '@/shared/format/dates'
import { labelled } from '@/shared/ui/labelled'
import { birthdayAt, birthdayColumns, birthdayPosition } from './birthday.shared'
import './field.css'

interface Props {
  readonly birthday: string | undefined
  readonly onChange: (birthday: string) => void
}

/** Month and day by the platform's picker. The year is never asked. */
export function BirthdayField({ birthday, onChange }: Props) {
  const [position, setPosition] = useState(birthdayPosition(birthday))
  const text = birthday ? monthDayText(birthday) : '选填，只需月和日'

  return (
    <Picker
      mode="multiSelector"
      range={birthdayColumns(position[0])}
      value={position}
      onColumnChange={({ detail }) =>
        setPosition(([month, day]) => (detail.column === 0 ? [detail.value, day] : [month, detail.value]))
      }
      onChange={({ detail }) => {
        const [month = 0, day = 0] = detail.value
        setPosition([month, day])
        onChange(birthdayAt([month, day]))
      }}
    >
      <View className="field last" {...labelled('button', `生日，${text}`)}>
        <Text className="field-name">生日</Text>
        <Text className={birthday ? 'field-value' : 'field-value unset'}>{text}</Text>
      </View>
    </Picker>
  )
}
