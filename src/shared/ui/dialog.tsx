import { Text, View } from '@tarojs/components'
import { Button } from './button'
import { ButtonPair } from './button-pair'
import { labelled } from './labelled'
import { Shade } from './shade'
import './dialog.css'

interface Props {
  readonly title: string
  readonly text: string
  readonly confirmText: string
  readonly isPending: boolean
  readonly onConfirm: () => void
  readonly onCancel: () => void
}

/** One question with two answers, asked before something that cannot be taken back. */
export function Dialog({ title, text, confirmText, isPending, onConfirm, onCancel }: Props) {
  return (
    <View className="dialog">
      <Shade onTap={onCancel} />
      <View className="dialog-panel" {...labelled('dialog', title)}>
        <Text className="dialog-title">{title}</Text>
        <Text className="dialog-text">{text}</Text>
        <ButtonPair>
          <Button kind="quiet" onTap={onCancel}>
            先不了
          </Button>
          <Button isPending={isPending} onTap={onConfirm}>
            {confirmText}
          </Button>
        </ButtonPair>
      </View>
    </View>
  )
}
