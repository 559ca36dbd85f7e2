import { Text, View } from '@tarojs/components'
import { merchant } from '@/shared/api'
import { dateOf, momentText } from '@/shared/format/dates'
import { moneyText } from '@/shared/format/money'
import { labelled } from '@/shared/ui/labelled'
import { recordWords } from './messages'
import './unconfirmed.css'

/** Orders that the cloud has not confirmed: nothing is lost while they stand here, and nothing is done twice. */
export function Unconfirmed() {
  const orders = merchant.usePending('orders.record')
  if (orders.length === 0) return null
  const today = dateOf(Date.now())
  return (
    <View className="unconfirmed">
      {orders.map(({ key, input, madeAtMs, refusal }) => (
        <View className="unconfirmed-line" key={key}>
          <View className="unconfirmed-text">
            <Text>{`${moneyText(input.amountFen)} 元 · ${momentText(madeAtMs, today)}`}</Text>
            <Text className="unconfirmed-why">
              {refusal ? `没有记上：${recordWords[refusal.code]}` : '等待确认，连上后自动补记'}
            </Text>
          </View>
          {refusal && (
            <View
              className="unconfirmed-done"
              onClick={() => merchant.dismiss(key)}
              {...labelled('button', `知道了，${moneyText(input.amountFen)} 元没有记上`)}
            >
              知道了
            </View>
          )}
        </View>
      ))}
    </View>
  )
}
