import { Input, Text, View } from '@tarojs/components'
import { PrivacyConsent } from './privacy-consent'
import './field.css'

/** As long as the door takes. */
const MAX_LENGTH = 20

interface Props {
  readonly nickname: string
  readonly onChange: (nickname: string) => void
}

/** WeChat offers the member's own nickname here. It is a privacy interface, so its consent stands beside it. */
export function NicknameField({ nickname, onChange }: Props) {
  return (
    <View className="field">
      <Text className="field-name">称呼</Text>
      <Input
        className="field-input"
        type="nickname"
        maxlength={MAX_LENGTH}
        value={nickname}
        placeholder="怎么称呼您（选填）"
        placeholderClass="field-placeholder"
        ariaLabel="称呼"
        onInput={({ detail }) => onChange(detail.value)}
        // A nickname taken from WeChat's own list arrives when the field is left, not while typing.
        onBlur={({ detail }) => onChange(detail.value)}
      />
      <PrivacyConsent />
    </View>
  )
}
