import { useState } from 'react'
import { merchant, usePages } from '@/shared/api'
import { dateOf } from '@/shared/format/dates'
import { Chips } from '@/shared/ui/chips'
import { PagedList } from '@/shared/ui/paged-list'
import { Tabs } from '@/shared/ui/tabs'
import { DeskLine, DeskLines } from './desk-line'
import { LISTS, type ListName, STAGES, type Stage, type Waiting, waitText, whatText } from './fulfilment.shared'
import { scanWords } from './messages'
import { OrderSheet } from './order-sheet'
import type { Desk } from './use-desk'

const NOTHING = {
  made: { text: '都处理好了', note: '有新的兑换，会排在这里，先来的在前' },
  packed: { text: '没有在等的', note: '打包、备好的会排在这里' },
  sent: { text: '没有在路上的', note: '寄出的会排在这里，直到顾客收到' },
} as const

interface StageProps {
  readonly desk: Desk
  readonly list: ListName
  readonly stage: Stage
}

/** The orders of one list that wait for the same thing, the oldest first. */
function Orders({ desk, list, stage }: StageProps) {
  const { storeId } = desk
  const pages = usePages((page) => merchant.query('rewards.waiting', { storeId, list, state: stage, ...page }))
  const [opened, setOpened] = useState<Waiting | null>(null)
  const today = dateOf(Date.now())
  return (
    <>
      <PagedList
        pages={pages}
        words={scanWords}
        empty={{ drawing: 'shelf', ...NOTHING[stage] }}
        moreText="看后面的"
        shape="row"
      >
        {({ items }) => (
          <DeskLines>
            {items.map((order) => (
              <DeskLine
                key={order.orderId}
                name={whatText(order)}
                note={waitText(order, today)}
                act={{
                  text: '处理',
                  label: `处理，${whatText(order)}，${waitText(order, today)}`,
                  onTap: () => setOpened(order),
                }}
              />
            ))}
          </DeskLines>
        )}
      </PagedList>
      {opened && <OrderSheet desk={desk} order={opened} onClose={() => setOpened(null)} />}
    </>
  )
}

/** What was redeemed and waits for somebody at the counter: to be packed, sent, or fetched. */
export function Fulfilment({ desk }: { desk: Desk }) {
  const [list, setList] = useState<ListName>('to_send')
  const [stage, setStage] = useState<Stage>('made')
  return (
    <>
      <Tabs
        tabs={LISTS}
        selected={list}
        onSelect={(next) => {
          setList(next)
          setStage('made')
        }}
      />
      <Chips chips={STAGES[list]} selected={stage} onSelect={setStage} />
      <Orders key={`${list}|${stage}`} desk={desk} list={list} stage={stage} />
    </>
  )
}
