import { Image, View } from '@tarojs/components'
import type { Programme } from '@/shared/theme/programme'
import './brand-mark.css'

/** The shop's logo, or the first character of its name where it has none. */
export function BrandMark({ brand }: { brand: Programme['brand'] }) {
  if (brand.logo) return <Image className="brand-mark" src={brand.logo} mode="aspectFill" ariaLabel={brand.name} />
  return <View className="brand-mark">{[...brand.name][0]}</View>
}
