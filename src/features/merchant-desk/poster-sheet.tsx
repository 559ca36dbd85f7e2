import { Image, Text, View } from '@tarojs/components'
import type { Data } from '@/shared/api'
import { useProgramme } from '@/shared/theme/programme'
import { Sheet } from '@/shared/ui/sheet'
import './poster-sheet.css'

/** What stands at the counter or in the window: on white in both modes, since it is printed. */
export function PosterSheet({ poster, onClose }: { poster: Data<'sharing.poster'>; onClose: () => void }) {
  const programme = useProgramme()
  return (
    <Sheet title="海报" onClose={onClose}>
      <View className="poster">
        <Text className="poster-shop">{programme?.brand.name ?? ''}</Text>
        <Text className="poster-title">{poster.title}</Text>
        <Image className="poster-code" src={poster.codeUrl} mode="scaleToFill" showMenuByLongpress />
        <Text className="poster-note">{`微信扫一扫 · ${poster.storeName}`}</Text>
      </View>
      <View className="poster-help">长按小程序码可以保存，打印后放在柜台</View>
    </Sheet>
  )
}
