import { Text, View } from '@tarojs/components'
import { useMemo } from 'react'
import { labelled } from '../ui/labelled'
import { digitsInFives } from './digits'
import { barRows, qrRows } from './modules'
import { codePicture } from './picture'

/** A code for a camera, an eye and a scanner. */
export function CodePictures({ code }: { code: string }) {
  const pictures = useMemo(() => ({ qr: codePicture(qrRows(code)), bars: codePicture(barRows(code)) }), [code])
  const digits = digitsInFives(code)
  return (
    <>
      <View className="code-qr" style={pictures.qr} {...labelled('img', `二维码和条形码，数字是 ${digits}`)} />
      <Text className="code-digits number">{digits}</Text>
      <View className="code-bars" style={pictures.bars} />
    </>
  )
}
