import { Image, View } from '@tarojs/components'
import { pictureUrl } from '@/shared/files/picture-url'
import { iconClass } from '@/shared/ui/icon'
import './reward-picture.css'

/** A square that is there before its picture is: nothing jumps. A reward without a picture has a drawing. */
export function RewardPicture({ picture, isFaint = false }: { picture: string; isFaint?: boolean }) {
  const src = pictureUrl(picture)
  return (
    <View className={isFaint ? 'reward-picture faint' : 'reward-picture'}>
      {src ? (
        <Image className="reward-picture-image" src={src} mode="aspectFill" lazyLoad />
      ) : (
        <View className={iconClass('gift')} />
      )}
    </View>
  )
}
