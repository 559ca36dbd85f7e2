import { Text, View } from '@tarojs/components'
import { openPage } from '@/shared/routes'
import { iconClass } from '@/shared/ui/icon'
import { labelled } from '@/shared/ui/labelled'
import './card-button.css'

/** The way to the code that a shop scans, one tap from where the app opens. */
export function CardButton() {
  return (
    <View
      className="card-button"
      hoverClass="pressed"
      onClick={() => openPage('card')}
      {...labelled('button', '出示会员码')}
    >
      <View className={iconClass('qr')} />
      <Text className="card-button-text">会员码</Text>
    </View>
  )
}
