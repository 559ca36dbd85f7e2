import { View } from '@tarojs/components'
import './shade.css'

/** What lies between a panel and the page under it; a tap on it closes the panel. */
export function Shade({ onTap }: { readonly onTap: () => void }) {
  return <View className="shade" catchMove onClick={onTap} />
}
