import { Text, View } from '@tarojs/components'
import { merchant } from '@/shared/api'
import { dateOf, momentText } from '@/shared/format/dates'
import { labelled } from '@/shared/ui/labelled'
import { type UnconfirmedLine, useUnconfirmed } from './use-unconfirmed'
import './unconfirmed.css'

function Line({ line: { key, text, madeAtMs, refusedText }, today }: { line: UnconfirmedLine; today: string }) {
  const isRefused = refusedText !== ''
  return (
    <View className="unconfirmed-line">
      <View className="unconfirmed-text">
        <Text>{`${text} · ${momentText(madeAtMs, today)}`}</Text>
        <Text className="unconfirmed-why">{isRefused ? `没有成功：${refusedText}` : '等待确认，连上后自动补记'}</Text>
      </View>
      <View
        className="unconfirmed-act"
        onClick={() => (isRefused ? merchant.dismiss(key) : merchant.resume())}
        {...labelled('button', isRefused ? `知道了，${text}没有成功` : `再试一次，${text}`)}
      >
        {isRefused ? '知道了' : '再试'}
      </View>
    </View>
  )
}

/** What the cloud has not confirmed: nothing is lost while it stands here, and nothing is done twice. */
export function Unconfirmed() {
  const lines = useUnconfirmed()
  if (lines.length === 0) return null
  const today = dateOf(Date.now())
  return (
    <View className="unconfirmed">
      {lines.map((line) => (
        <Line key={line.key} line={line} today={today} />
      ))}
    </View>
  )
}
