import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { merchant } from '@/shared/api'
import { Button } from '@/shared/ui/button'
import { Card } from '@/shared/ui/card'
import { TextField } from '@/shared/ui/text-field'
import { memberCodeOf } from './counter.shared'
import { acceptWords } from './messages'
import { rememberStaff } from './staff-mark'
import './accept.css'

const NAME_LENGTH = 16
const CODE_LENGTH = 23

/** Somebody was invited to work here: the code, and how colleagues call them. */
export function Accept({ code: scanned }: { code: string }) {
  const [code, setCode] = useState(scanned)
  const [name, setName] = useState('')
  const [trouble, setTrouble] = useState('')
  const { isPending, perform } = merchant.useCommand('staff.accept')

  async function accept(): Promise<void> {
    const digits = memberCodeOf(code)
    if (!digits) return setTrouble('邀请码是 20 位数字')
    setTrouble('')
    const called = name.trim()
    const reply = await perform({ code: digits, ...(called && { name: called }) })
    if (!reply.ok) return setTrouble(acceptWords[reply.code])
    rememberStaff(reply.data.roles)
    void Taro.redirectTo({ url: '/features/merchant-desk/pages/desk' })
  }

  return (
    <Card>
      <View className="accept-head">
        <Text className="accept-title">欢迎加入门店</Text>
        <Text className="accept-text">接受后，您可以在柜台记账、退款、分享卡片</Text>
      </View>
      <TextField
        name="邀请码"
        type="digits"
        maxLength={CODE_LENGTH}
        placeholder="20 位数字"
        value={code}
        onChange={setCode}
        trouble={trouble}
      />
      <TextField name="称呼" maxLength={NAME_LENGTH} placeholder="同事怎么称呼您" value={name} onChange={setName} />
      <Button isPending={isPending} onTap={accept}>
        {isPending ? '正在接受' : '接受邀请'}
      </Button>
    </Card>
  )
}
