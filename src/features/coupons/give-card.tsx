import { Text, View } from '@tarojs/components'
import { dateOf, momentText } from '@/shared/format/dates'
import { ShareButton } from '@/shared/share/share-button'
import { useProgramme } from '@/shared/theme/programme'
import { Button } from '@/shared/ui/button'
import { Card } from '@/shared/ui/card'
import { useGive } from './use-give'
import './give-card.css'

/** Gives a coupon to a friend: first it is put on its way, then its card is sent. Nobody earns anything by sending. */
export function GiveCard({ couponId }: { couponId: string }) {
  const programme = useProgramme()
  const { gift, isPending, give } = useGive(couponId, programme?.brand.name ?? '')
  return (
    <Card>
      <View className="give">
        <Text className="give-title">送给朋友</Text>
        <Text className="give-text">
          {gift
            ? `发给朋友吧，只有一位能领；${momentText(gift.untilMs, dateOf(Date.now()))}前没人领，就回到您这里`
            : '送出后您就不能用了；一天内没人领会自动回来'}
        </Text>
      </View>
      {gift ? (
        <ShareButton>发给朋友</ShareButton>
      ) : (
        <Button kind="quiet" isPending={isPending} onTap={give}>
          {isPending ? '正在打包' : '送给朋友'}
        </Button>
      )}
    </Card>
  )
}
