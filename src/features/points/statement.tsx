import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { client, commonWords, usePages, useQuery } from '@/shared/api'
import { dateOf } from '@/shared/format/dates'
import { pointsText } from '@/shared/format/points'
import { Empty } from '@/shared/ui/empty'
import { iconClass } from '@/shared/ui/icon'
import { ListEnd } from '@/shared/ui/list-end'
import { Skeleton } from '@/shared/ui/skeleton'
import { Unavailable } from '@/shared/ui/unavailable'
import { byDay, type Row } from './statement.shared'
import { StatementHead } from './statement-head'
import { WhySheet } from './why-sheet'
import './statement.css'

function EntryRow({ entry, onWhy }: { entry: Row; onWhy: () => void }) {
  const { icon, title, note, amount, isGain, balance, spoken } = entry
  return (
    <View
      compileMode
      className="entry"
      hoverClass="pressed"
      onClick={onWhy}
      role="button"
      ariaRole="button"
      ariaLabel={spoken}
    >
      <View className="entry-icon">
        <View className={iconClass(icon)} />
      </View>
      <View className="entry-text">
        <Text className="entry-title">{title}</Text>
        <Text className="entry-note">{note}</Text>
      </View>
      <View className="entry-numbers number">
        <Text className={isGain ? 'entry-points gain' : 'entry-points'}>{amount}</Text>
        <Text className="entry-note">{`余 ${pointsText(balance)}`}</Text>
      </View>
    </View>
  )
}

export function Statement() {
  const { loaded, code, loadFirst, loadMore } = usePages((page) => client.query('points.statement', page))
  // Asked in the same call: what is pending or owed stands above the entries.
  const { data: me } = useQuery('members.me', {})
  const [why, setWhy] = useState<Row | null>(null)
  if (!loaded && code) return <Unavailable text={commonWords[code]} code={code} onRetry={loadFirst} />
  if (!loaded)
    return (
      <>
        <Skeleton shape="line" />
        <Skeleton shape="row" />
        <Skeleton shape="row" />
        <Skeleton shape="row" />
      </>
    )
  if (loaded.items.length === 0)
    return <Empty drawing="receipt" text="还没有明细" note="签到或消费之后，每一笔都会记在这里" />

  return (
    <>
      {me && <StatementHead points={me.points} />}
      {byDay(loaded.items, dateOf(Date.now())).map(({ date, text, entries }) => (
        <View className="statement-day" key={date}>
          <View className="statement-date">{text}</View>
          {entries.map((entry) => (
            <EntryRow key={entry.seq} entry={entry} onWhy={() => setWhy(entry)} />
          ))}
        </View>
      ))}
      <ListEnd
        hasMore={loaded.next !== null}
        moreText="看更早的明细"
        trouble={code && commonWords[code]}
        onMore={loadMore}
      />
      {why && <WhySheet entry={why} onClose={() => setWhy(null)} />}
    </>
  )
}
