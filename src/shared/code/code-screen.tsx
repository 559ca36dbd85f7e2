import { Text, View } from '@tarojs/components'
import { useCountdown } from '../countdown/use-countdown'
import { labelled } from '../ui/labelled'
import { lifeOf } from './code-life'
import { CodePictures } from './code-pictures'
import { Ring } from './ring'
import { useBrightScreen } from './use-bright-screen'
import './code-screen.css'

/** A code as the shop's cloud answered it. */
interface LivingCode {
  readonly code: string
  readonly expiresAtMs: number
}

interface Props {
  /** The answer as it came, twenty digits and their end: another object is another answer. */
  readonly answer: LivingCode
  /** Time to ask again. Called once for each answer; the old code is shown as gone until the next answer is there. */
  readonly onExpired: () => void
  /** What to do with it. */
  readonly hint?: string
}

/** A code for a scanner or an eye: dark on white in light and dark, with what is left of its short life. */
export function CodeScreen({ answer, onExpired, hint = '请店员扫码' }: Props) {
  useBrightScreen()
  const { expiresAtMs } = answer
  const { seconds, share } = useCountdown(answer, (receivedAtMs) => lifeOf({ expiresAtMs, receivedAtMs }), onExpired)
  const isGone = seconds === 0

  return (
    <View className={isGone ? 'code-screen gone' : 'code-screen'}>
      <View className="code-hint">
        <Text>{isGone ? '正在换新码' : hint}</Text>
        <Ring share={share} text={`${seconds}`} />
      </View>
      <CodePictures code={answer.code} />
      {isGone && (
        <View className="code-renew" onClick={onExpired} {...labelled('button', '换新码')}>
          点这里换新码
        </View>
      )}
    </View>
  )
}
