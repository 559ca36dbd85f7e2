import { useState } from 'react'
import { merchant, usePages } from '@/shared/api'
import { addDays, dateOf, spokenDate } from '@/shared/format/dates'
import { openPage } from '@/shared/routes'
import { Button } from '@/shared/ui/button'
import { Chips } from '@/shared/ui/chips'
import { Empty } from '@/shared/ui/empty'
import { PagedList } from '@/shared/ui/paged-list'
import { Skeleton } from '@/shared/ui/skeleton'
import { Unavailable } from '@/shared/ui/unavailable'
import { DeskLine, DeskLines } from './desk-line'
import { type Slot, slotText, type Waiting, whatText } from './fulfilment.shared'
import { scanWords } from './messages'
import { OrderSheet } from './order-sheet'
import { RosterHead } from './roster-head'
import type { Desk } from './use-desk'

const DAYS_AHEAD = 7

/** Who is there, and who did not come; of whoever is still awaited nothing is said. */
const TAGS: Readonly<Partial<Record<Waiting['state'], { readonly text: string; readonly tone: 'plain' | 'warn' }>>> = {
  received: { text: '已到店', tone: 'plain' },
  missed: { text: '没有来', tone: 'warn' },
}

/** Who has booked a slot, and who is there. */
function Booked({ desk, slot, onBack }: { desk: Desk; slot: Slot; onBack: () => void }) {
  const { storeId } = desk
  const { rewardId, slotId } = slot
  const pages = usePages((page) => merchant.query('rewards.roster', { storeId, rewardId, slot: slotId, ...page }))
  const [opened, setOpened] = useState<Waiting | null>(null)
  return (
    <>
      <RosterHead slot={slot} onBack={onBack} />
      <PagedList
        pages={pages}
        words={scanWords}
        empty={{ drawing: 'calendar', text: '还没有人预约', note: '顾客在商城约了这一场，就记在这里' }}
        moreText="看后面的"
        shape="row"
      >
        {({ items }) => (
          <DeskLines>
            {items.map((order) => {
              const isThere = order.state === 'received'
              const act = order.state === 'missed' ? '更正' : '到店'
              return (
                <DeskLine
                  key={order.orderId}
                  name={order.maskedName}
                  tag={TAGS[order.state] ?? null}
                  note={`${order.quantity} 位`}
                  act={
                    isThere
                      ? null
                      : {
                          text: act,
                          label: `${act}，${order.maskedName}，${whatText(order)}`,
                          onTap: () => setOpened(order),
                        }
                  }
                />
              )
            })}
          </DeskLines>
        )}
      </PagedList>
      <Button onTap={() => openPage('handOver')}>扫兑换码</Button>
      {opened && <OrderSheet desk={desk} order={opened} onClose={() => setOpened(null)} />}
    </>
  )
}

interface DayProps {
  readonly desk: Desk
  readonly date: string
  readonly onOpen: (slot: Slot) => void
}

/** What takes place on a day. */
function Day({ desk: { storeId }, date, onOpen }: DayProps) {
  const { data, code, reload } = merchant.useQuery('rewards.slots', { storeId, date })
  if (!data && code) return <Unavailable text={scanWords[code]} code={code} onRetry={reload} />
  if (!data)
    return (
      <>
        <Skeleton shape="row" />
        <Skeleton shape="row" />
      </>
    )
  if (data.items.length === 0) return <Empty drawing="calendar" text="这一天没有场次" note="换一天看看" />
  return (
    <DeskLines>
      {data.items.map((slot) => (
        <DeskLine
          key={`${slot.rewardId}|${slot.slotId}`}
          name={slot.title}
          note={slotText(slot)}
          act={{ text: '名单', label: `名单，${slot.title}，${slotText(slot)}`, onTap: () => onOpen(slot) }}
        />
      ))}
    </DeskLines>
  )
}

/** The experiences of a store, day by day, with who has booked them. */
export function Roster({ desk }: { desk: Desk }) {
  const today = dateOf(Date.now())
  const [date, setDate] = useState(today)
  const [slot, setSlot] = useState<Slot | null>(null)
  if (slot) return <Booked desk={desk} slot={slot} onBack={() => setSlot(null)} />
  const days = Array.from({ length: DAYS_AHEAD }, (_, ahead) => addDays(today, ahead))
  return (
    <>
      <Chips
        chips={days.map((day) => ({ name: day, text: spokenDate(day, today) }))}
        selected={date}
        onSelect={setDate}
      />
      <Day key={date} desk={desk} date={date} onOpen={setSlot} />
    </>
  )
}
