import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { client, commonWords, usePages } from '@/shared/api'
import { usePointsName } from '@/shared/theme/programme'
import { Card } from '@/shared/ui/card'
import { PagedList } from '@/shared/ui/paged-list'
import { Sheet } from '@/shared/ui/sheet'
import { Tag } from '@/shared/ui/tag'
import type { MyDraw } from './check.shared'
import { DrawCheck } from './draw-check'
import { prizeText, whenText } from './draws.shared'
import './draws.css'

function Line({ drawn, name, onCheck }: { drawn: MyDraw; name: string; onCheck: () => void }) {
  const state = drawn.isRevealed ? '验证' : '明天可验证'
  return (
    <Card onTap={onCheck} label={`${prizeText(drawn, name)}，${whenText(drawn, Date.now())}，${state}`}>
      <View className="draw-line">
        <View className="draw-lines">
          <Text className="draw-prize">{prizeText(drawn, name)}</Text>
          <Text className="draw-when number">{whenText(drawn, Date.now())}</Text>
          {drawn.prize.insteadOf && (
            <Text className="draw-when">{`抽到的“${drawn.prize.insteadOf.name}”已发完，换成了它`}</Text>
          )}
        </View>
        <Tag text={state} />
      </View>
    </Card>
  )
}

/** My draws, newest first; each can be checked once its day is over. */
export function Draws({ campaignId }: { campaignId: string }) {
  const name = usePointsName()
  const [checked, setChecked] = useState<MyDraw | null>(null)
  const pages = usePages((page) => client.query('lottery.draws', { ...page, ...(campaignId && { campaignId }) }))
  return (
    <>
      <PagedList
        pages={pages}
        words={commonWords}
        empty={{ drawing: 'letter', text: '还没有抽过', note: '抽过以后，每一次都能在这里验证' }}
        moreText="看更早的"
      >
        {({ items }) =>
          items.map((drawn) => (
            <Line
              key={`${drawn.proof.campaignId}${drawn.draw.number}`}
              drawn={drawn}
              name={name}
              onCheck={() => setChecked(drawn)}
            />
          ))
        }
      </PagedList>
      {checked && (
        <Sheet title="验证这次抽奖" onClose={() => setChecked(null)}>
          <DrawCheck drawn={checked} name={name} />
        </Sheet>
      )}
    </>
  )
}
