import { Text, View } from '@tarojs/components'
import { useQuery } from '@/shared/api'
import { iconClass } from '@/shared/ui/icon'
import { labelled } from '@/shared/ui/labelled'
import { Skeleton } from '@/shared/ui/skeleton'
import { Unavailable } from '@/shared/ui/unavailable'
import { entryWords } from './messages'
import { isAsSealed, type ShownEntry } from './receipt.shared'
import './receipt-check.css'

const RESULTS = {
  same: { word: '一致', text: '您的手机把凭证重新算了一遍，这一笔和记账时封存的一样' },
  other: { word: '不一致', text: '这一笔和记账时封存的对不上。请联系门店核对，并出示本页' },
} as const

/** The receipt of an entry, checked on the member's own phone. */
export function ReceiptCheck({ entry }: { entry: ShownEntry }) {
  const { data, code, reload } = useQuery('points.receipt', { seq: entry.seq })
  if (!data && code) return <Unavailable text={entryWords[code]} code={code} onRetry={reload} />
  if (!data) return <Skeleton shape="row" />

  const isSame = isAsSealed(data, entry)
  const { word, text } = RESULTS[isSame ? 'same' : 'other']
  return (
    <View className={isSame ? 'receipt' : 'receipt other'}>
      <View className="receipt-result" {...labelled('status', `${word}。${text}`)}>
        <View className={iconClass(isSame ? 'check' : 'alert')} />
        <Text className="receipt-word">{word}</Text>
      </View>
      <Text className="receipt-text">{text}</Text>
      <Text className="receipt-hash" userSelect>
        {`凭证号 ${data.hash}`}
      </Text>
    </View>
  )
}
