import { Text, View } from '@tarojs/components'
import { Button } from './button'
import './empty.css'

interface Props {
  readonly drawing: 'shelf' | 'calendar' | 'receipt' | 'letter' | 'cloud'
  readonly text: string
  readonly note?: string
  /** One button that helps. */
  readonly action?: { readonly text: string; readonly onTap: () => void }
}

/** Nothing to show, said kindly: a drawing, a sentence, and where there is something to do, the button for it. */
export function Empty({ drawing, text, note, action }: Props) {
  return (
    <View className="empty">
      <View className={`drawing ${drawing}`} />
      <Text className="empty-text">{text}</Text>
      {note && <Text className="empty-note">{note}</Text>}
      {action && (
        <View className="empty-action">
          <Button kind="quiet" onTap={action.onTap}>
            {action.text}
          </Button>
        </View>
      )}
    </View>
  )
}
