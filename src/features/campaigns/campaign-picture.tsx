import { Image, View } from '@tarojs/components'
import { fileUrl } from '@/shared/files'
import './campaign-picture.css'

/** Its picture, two to one: the room is there before the picture is. */
export function CampaignPicture({ picture }: { picture: string }) {
  const src = picture.startsWith('cloud://') ? fileUrl(picture) : picture
  return (
    <View className="campaign-picture">
      {src && <Image className="campaign-picture-image" src={src} mode="aspectFill" lazyLoad />}
    </View>
  )
}
