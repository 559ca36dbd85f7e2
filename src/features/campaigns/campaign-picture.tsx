import { Image, View } from '@tarojs/components'
import { pictureUrl } from '@/shared/files/picture-url'
import './campaign-picture.css'

/** Its picture, two to one: the room is there before the picture is. */
export function CampaignPicture({ picture }: { picture: string }) {
  const src = pictureUrl(picture)
  return (
    <View className="campaign-picture">
      {src && <Image className="campaign-picture-image" src={src} mode="aspectFill" lazyLoad />}
    </View>
  )
}
