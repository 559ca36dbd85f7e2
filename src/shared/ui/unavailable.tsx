import Taro from '@tarojs/taro'
import { Empty } from './empty'

interface Props {
  readonly text: string
  /** The refusal, for those that have a better way out than trying again. */
  readonly code: string
  readonly onRetry: () => void
}

/** What should be here could not be had: why, and the button that helps. */
export function Unavailable({ text, code, onRetry }: Props) {
  const action =
    code === 'not_a_member'
      ? { text: '去加入', onTap: () => void Taro.switchTab({ url: '/tabs/home/index' }) }
      : { text: '再试一次', onTap: onRetry }
  return <Empty drawing="cloud" text={text} action={action} />
}
