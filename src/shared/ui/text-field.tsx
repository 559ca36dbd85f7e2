import { Input, Text, View } from '@tarojs/components'
import './text-field.css'

interface Props {
  /** What it is called, above it. */
  readonly name: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** Digits get the phone's number pad and stand in even widths. */
  readonly type?: 'text' | 'digits'
  readonly maxLength: number
  readonly placeholder?: string
  /** What is wrong with it, said kindly. */
  readonly trouble?: string
}

/**
 * The phone's number pad. A browser's own field for numbers takes `1e5` and no space in what is pasted, so there it is
 * the one for telephones, which Taro's types lack.
 */
const DIGITS = process.env.TARO_ENV === 'weapp' ? 'number' : ('tel' as 'number')

/** One thing to fill in, with room for a thumb. */
export function TextField({ name, value, onChange, type = 'text', maxLength, placeholder = '', trouble = '' }: Props) {
  return (
    <View className="text-field">
      <Text className="text-field-name">{name}</Text>
      <Input
        className={type === 'digits' ? 'text-field-input number' : 'text-field-input'}
        type={type === 'digits' ? DIGITS : 'text'}
        maxlength={maxLength}
        value={value}
        placeholder={placeholder}
        placeholderClass="text-field-placeholder"
        ariaLabel={name}
        onInput={({ detail }) => onChange(detail.value)}
      />
      {trouble && <Text className="text-field-trouble">{trouble}</Text>}
    </View>
  )
}
