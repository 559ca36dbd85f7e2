import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { dateOf } from '@/shared/format/dates'
import { pointsText } from '@/shared/format/points'
import { openPage } from '@/shared/routes'
import { usePointsName } from '@/shared/theme/programme'
import { Button } from '@/shared/ui/button'
import { Card } from '@/shared/ui/card'
import { Cell } from '@/shared/ui/cell'
import { Dialog } from '@/shared/ui/dialog'
import { labelled } from '@/shared/ui/labelled'
import { Skeleton } from '@/shared/ui/skeleton'
import { Unavailable } from '@/shared/ui/unavailable'
import { wheelWords } from './messages'
import { Odds } from './odds'
import { ResultSheet } from './result-sheet'
import { useWheel } from './use-wheel'
import { buttonOf, chancesText, endText, type Wheel, waysText } from './wheel.shared'
import { WheelFace } from './wheel-face'
import './wheel-view.css'

function Head({ wheel }: { wheel: Wheel }) {
  const today = dateOf(Date.now())
  return (
    <View className="wheel-head">
      <Text className="wheel-title">{wheel.title}</Text>
      {wheel.text && <Text className="wheel-text">{wheel.text}</Text>}
      <Text className="wheel-until">{`${endText(wheel.untilMs, today)} 结束`}</Text>
    </View>
  )
}

function Ways({ wheel }: { wheel: Wheel }) {
  return (
    <Card>
      <View className="ways-head">怎么得机会</View>
      {waysText(wheel).map((way) => (
        <Text key={way} className="ways-line">
          {way}
        </Text>
      ))}
    </Card>
  )
}

/** The wheel: what there is to win and how likely, one button, and all that should be known before it is tapped. */
export function WheelView({ campaignId }: { campaignId: string }) {
  const name = usePointsName()
  const { wheel, code, reload, draw, isDrawing, turn, stop, close } = useWheel(campaignId)
  const [isAsking, setIsAsking] = useState(false)
  if (!wheel && code) return <Unavailable text={wheelWords[code]} code={code} onRetry={reload} />
  if (!wheel)
    return (
      <>
        <Skeleton shape="card" />
        <Skeleton shape="card" />
      </>
    )
  const button = buttonOf(wheel, name, Date.now())
  const isBusy = isDrawing || turn.isTurning

  function tap(): void {
    if (button.isForPoints) setIsAsking(true)
    else void draw(false)
  }

  return (
    <>
      <Card>
        <Head wheel={wheel} />
        <WheelFace prizes={wheel.prizes} angle={turn.angle} isTurning={turn.isTurning} onTurned={stop} />
        <Text className="wheel-chances">{chancesText(wheel)}</Text>
        <Button isPending={isBusy} isDisabled={!button.canDraw} onTap={tap}>
          {isBusy ? '正在抽' : button.text}
        </Button>
        <Text className="wheel-note">格子一样大，机会不一样大：以写着的概率为准</Text>
      </Card>
      <Odds wheel={wheel} pointsName={name} />
      <Ways wheel={wheel} />
      <Card>
        <Cell title="我的抽奖记录" value="可以自己验证" onTap={() => openPage('draws', { campaignId })} />
        <Cell title="活动规则和公示" onTap={() => openPage('wheelRules', { campaignId })} />
      </Card>
      <Text className="wheel-minors">{wheel.disclosure.minors}</Text>
      {turn.isTurning && <View className="wheel-skip" onClick={stop} {...labelled('button', '直接看结果')} />}
      {turn.isShown && turn.drawn && <ResultSheet drawn={turn.drawn} pointsName={name} onClose={close} />}
      {isAsking && (
        <Dialog
          title={`用 ${pointsText(wheel.pricePoints ?? 0)} ${name}抽一次？`}
          text="抽奖用掉的不会退回，没有抽中也一样。"
          confirmText="抽一次"
          isPending={isDrawing}
          onConfirm={() => {
            setIsAsking(false)
            void draw(true)
          }}
          onCancel={() => setIsAsking(false)}
        />
      )}
    </>
  )
}
