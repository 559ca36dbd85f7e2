import { Text, View } from '@tarojs/components'
import { PhoneButton } from '@/shared/phone'
import { Card } from '@/shared/ui/card'
import { Cell } from '@/shared/ui/cell'
import { usePhone } from './use-phone'
import './phone-field.css'

/** The phone number: never needed, useful at the counter, and shown only in part. */
export function PhoneField({ phone }: { phone: string | undefined }) {
  const { isPending, bind } = usePhone()
  return (
    <Card>
      <Cell title="手机号" value={phone ?? '没有绑定'} />
      <View className="phone-field">
        <Text className="phone-note">绑定后，没带会员码也能请店员按手机尾号找到您。不绑定，其他功能照常。</Text>
        <PhoneButton kind="quiet" isPending={isPending} onCode={bind}>
          {isPending ? '正在绑定' : phone ? '换一个手机号' : '绑定手机号'}
        </PhoneButton>
      </View>
    </Card>
  )
}
