import { Button, Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { Sheet } from '@/shared/ui/sheet'
import './privacy-consent.css'

const AGREE_BUTTON = 'privacy-agree'

type Resolve = Parameters<Taro.onNeedPrivacyAuthorization.Listener>[0]

/**
 * WeChat holds a privacy interface back until the member agreed to the shop's privacy guide, and asks us to show it.
 * The only privacy interface in the app is the nickname field; the guide in the WeChat back office must declare it.
 */
export function PrivacyConsent() {
  const [resolve, setResolve] = useState<Resolve | null>(null)

  useEffect(() => {
    // Neither a browser nor an old WeChat asks.
    if (typeof Taro.onNeedPrivacyAuthorization !== 'function') return
    Taro.onNeedPrivacyAuthorization((answer) => {
      answer({ event: 'exposureAuthorization' })
      setResolve(() => answer)
    })
  }, [])
  if (!resolve) return null

  const answer: Resolve = (option) => {
    resolve(option)
    setResolve(null)
  }
  return (
    <Sheet title="使用微信昵称前" onClose={() => answer({ event: 'disagree' })}>
      <Text className="privacy-text">
        需要您同意本店的隐私保护指引，才能选用微信昵称。不同意也可以自己填写，或者不填。
      </Text>
      <View className="privacy-guide" onClick={() => Taro.openPrivacyContract({})}>
        查看隐私保护指引
      </View>
      <Button
        id={AGREE_BUTTON}
        className="button primary"
        openType="agreePrivacyAuthorization"
        onAgreePrivacyAuthorization={() => answer({ event: 'agree', buttonId: AGREE_BUTTON })}
      >
        同意
      </Button>
    </Sheet>
  )
}
